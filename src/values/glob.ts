// Globs of titles and names.
import { RE2JS } from "re2js";

/** `*` is any text and `?` any character, in any case; for `testExact`. RE2 takes time linear in the text. */
export function compileGlob(glob: string): RE2JS {
  const body = glob.replace(/[*?]|[^*?]+/g, (part) => (part === "*" ? ".*" : part === "?" ? "." : RE2JS.quote(part)));
  return RE2JS.compile(body, RE2JS.CASE_INSENSITIVE | RE2JS.DOTALL);
}

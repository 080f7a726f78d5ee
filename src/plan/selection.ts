// Which repositories a list of names, globs and values of custom properties means.

import { z } from "zod";
import { isSameName } from "../names.ts";
import { expectedValue } from "../values/expected.ts";
import { compileGlob } from "../values/glob.ts";
import { shortText } from "../values/text.ts";
import type { Roster } from "./roster.ts";

const propertyEntry = z.strictObject({
  property: shortText.meta({ description: "A custom property of the organization.", examples: ["delivery"] }),
  value: shortText.meta({ description: "Its value in the repositories that are meant.", examples: ["checkout"] }),
});

const repositoryEntry = z.union(
  [shortText, propertyEntry],
  expectedValue("a repository's name, a glob, or `{ property: NAME, value: VALUE }`"),
);

/** A list; a property may stand alone. */
export const repositoryEntries = z.union(
  [z.array(repositoryEntry).min(1).max(100), propertyEntry.transform((entry) => [entry])],
  expectedValue("a list of repositories, or `{ property: NAME, value: VALUE }`"),
);

export type RepositoryEntry = z.infer<typeof repositoryEntry>;

export const isProperty = (entry: RepositoryEntry): entry is Exclude<RepositoryEntry, string> =>
  typeof entry !== "string";

export const isGlob = (text: string): boolean => /[*?]/.test(text);

/** The names among entries, as they are written; those that are no globs. */
export const literalsIn = (entries: readonly RepositoryEntry[]): { name: string; at: number }[] =>
  entries.flatMap((name, at) => (isProperty(name) || isGlob(name) ? [] : [{ name, at }]));

/** `unknown` where a property decides, and properties can't be read. */
export type Selected = "yes" | "no" | "unknown";

export type Selection = (name: string, roster: Roster | null) => Selected;

/** Compiled once, as an owner may have a thousand repositories. */
export function compileSelection(entries: readonly RepositoryEntry[]): Selection {
  const names = new Set(literalsIn(entries).map(({ name }) => name.toLowerCase()));
  const globs = entries.flatMap((entry) => (isProperty(entry) || !isGlob(entry) ? [] : [nameMatcher(entry)]));
  const properties = entries.filter(isProperty);
  return (name, roster) => {
    const lower = name.toLowerCase();
    if (names.has(lower) || globs.some((matches) => matches(lower))) return "yes";
    const found = properties.map((property) => hasProperty(property, lower, roster));
    return found.find((each) => each === "yes") ?? found.find((each) => each === "unknown") ?? "no";
  };
}

/** For names in lower case. Most globs have stars only, for which a walk from one part to the next is much faster than a pattern. */
function nameMatcher(glob: string): (name: string) => boolean {
  if (glob.includes("?")) {
    const pattern = compileGlob(glob);
    return (name) => pattern.testExact(name);
  }
  const parts = glob.toLowerCase().split("*");
  const [first = "", last = ""] = [parts[0], parts.at(-1)];
  return (name) => {
    let at = first.length;
    if (!name.startsWith(first)) return false;
    for (const part of parts.slice(1, -1)) {
      const found = name.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return name.length - last.length >= at && name.endsWith(last);
  };
}

/** A personal account has no properties. A roster that was not read is null. */
function hasProperty(
  { property, value }: Exclude<RepositoryEntry, string>,
  lowerName: string,
  roster: Roster | null,
): Selected {
  if (roster?.isOrganization === false) return "no";
  if (roster === null || roster.properties === null) return "unknown";
  const values = roster.properties.get(lowerName) ?? {};
  const key = Object.keys(values).find((each) => isSameName(each, property));
  const found = key === undefined ? null : values[key];
  return [found].flat().includes(value) ? "yes" : "no";
}

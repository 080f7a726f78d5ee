// Reads the app's private key in all common forms: PEM, in quotes, with \n for line ends, as base64, or the path of its file.
import { createPrivateKey } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { getPrivateKey } from "@probot/get-private-key";
import { SettingsError } from "./settings.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const EXPECTED = "the app's RSA private key in PEM (-----BEGIN RSA PRIVATE KEY-----)";
const NEXT =
  "Use the .pem file that GitHub generated for the app. The app's settings page generates a new one, under Private keys.";

/** Null if none is set and there is no .pem file. Throws a `SettingsError` that never shows the key. */
export function readPrivateKey(env: Environment, cwd: string): string | null {
  const given = unquoted(env["PRIVATE_KEY"]?.trim() ?? "");
  const path = env["PRIVATE_KEY_PATH"]?.trim() ?? "";
  if (given !== "") return checked("PRIVATE_KEY", asPem(given), `${EXPECTED}; line ends may be \\n, all of it base64`);
  if (path !== "") return checked("PRIVATE_KEY_PATH", fileAt(resolve(cwd, path), path), `a file with ${EXPECTED}`);
  const found = beside(cwd);
  return found === null ? null : checked("PRIVATE_KEY", found, EXPECTED);
}

/** `.env` files and JSON of secret stores put the key in quotes. */
function unquoted(given: string): string {
  const [, inner] = /^"(.*)"$/s.exec(given) ?? /^'(.*)'$/s.exec(given) ?? [];
  return (inner ?? given).trim();
}

/** Base64 may have line breaks. Other text is returned unchanged, and `checked` refuses it. */
function asPem(given: string): string {
  const compact = given.includes("-----") ? given : given.replace(/\s|\\n/g, "");
  try {
    return getPrivateKey({ env: { PRIVATE_KEY: compact } }) ?? given;
  } catch {
    return given;
  }
}

function fileAt(path: string, written: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = String(Object(error).code ?? error);
    throw refused(
      "PRIVATE_KEY_PATH",
      code === "ENOENT" ? `no file at ${written}` : `${written}, which can't be read (${code})`,
      `a file with ${EXPECTED}`,
    );
  }
}

/** Like Probot: the only .pem file in the working folder. */
function beside(cwd: string): string | null {
  try {
    return getPrivateKey({ env: {}, cwd });
  } catch {
    throw refused(
      "PRIVATE_KEY",
      `several .pem files in ${cwd}`,
      `${EXPECTED}, or PRIVATE_KEY_PATH with the path of one`,
    );
  }
}

function checked(name: string, key: string, expected: string): string {
  try {
    if (createPrivateKey(key).asymmetricKeyType === "rsa") return key;
  } catch {
    throw refused(name, whatIs(key), expected);
  }
  throw refused(name, "a private key of another kind than RSA", expected);
}

/** Describes the text without showing it: it may be another secret. */
function whatIs(text: string): string {
  const [, label] = /-----BEGIN ([A-Z0-9 ]{1,40})-----/.exec(text) ?? [];
  if (label !== undefined && /ENCRYPTED/.test(text)) return "a key that is locked with a passphrase";
  if (label !== undefined && !/^(RSA )?PRIVATE KEY$/.test(label)) return `something that begins with "BEGIN ${label}"`;
  if (label !== undefined) return "a key that is damaged or cut off";
  if (text.length < 1_000 && existsSync(text)) return "the path of a file; set PRIVATE_KEY_PATH to it instead";
  return `${text.trim().length} characters that are not a key`;
}

const refused = (name: string, found: string, expected: string): SettingsError =>
  new SettingsError(`${name} is not usable: found ${found}, expected ${expected}. ${NEXT}`);

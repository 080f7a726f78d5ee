// The changelog of a release: `release VERSION` closes what is under Unreleased, `notes VERSION` prints a release's part.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const UNRELEASED = "## Unreleased";

/** `day` as 2026-11-28. Throws where the changelog has nothing to release, or the version already. */
export function closeChangelog(text: string, version: string, day: string): string {
  if (sectionOf(text, `## ${version}`) !== null) throw new Error(`CHANGELOG.md has ${version} already.`);
  if (!sectionOf(text, UNRELEASED)) throw new Error(`CHANGELOG.md has nothing under "${UNRELEASED}".`);
  return text.replace(/^## Unreleased$/m, `${UNRELEASED}\n\n## ${version} (${day})`);
}

/** What changed in a version, without its heading. Throws where the changelog does not have it. */
export function changelogNotes(text: string, version: string): string {
  const section = sectionOf(text, `## ${version}`);
  if (section !== null) return section;
  throw new Error(`CHANGELOG.md has no "## ${version}"; \`npm version\` writes it.`);
}

/** The text below a heading up to the next of its kind; null where there is no such heading. */
function sectionOf(text: string, heading: string): string | null {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => line === heading || line.startsWith(`${heading} `));
  if (start < 0) return null;
  const end = lines.findIndex((line, index) => index > start && line.startsWith("## "));
  return lines
    .slice(start + 1, end < 0 ? undefined : end)
    .join("\n")
    .trim();
}

const CHANGELOG = new URL("../CHANGELOG.md", import.meta.url);

function run([step = "", version = ""]: readonly string[]): void {
  const text = readFileSync(CHANGELOG, "utf8");
  const number = version.replace(/^v/, "");
  if (step === "notes") process.stdout.write(`${changelogNotes(text, number)}\n`);
  else if (step === "release")
    writeFileSync(CHANGELOG, closeChangelog(text, number, new Date().toISOString().slice(0, 10)));
  else throw new Error(`expected "release VERSION" or "notes VERSION", found "${step}".`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) run(process.argv.slice(2));

// Writes what is generated from the code's own schema; with `--check` it writes nothing and names what is stale.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { commandsPage } from "./commands.ts";
import { configurationPage } from "./configuration.ts";
import { githubPage } from "./github.ts";
import { planSchema } from "./json-schema.ts";

const FILES = [
  { path: "schema/milegate.schema.json", text: `${JSON.stringify(planSchema(), null, 2)}\n` },
  { path: "docs/configuration.md", text: configurationPage() },
  { path: "docs/commands.md", text: commandsPage() },
  { path: "docs/github.md", text: githubPage() },
];

const at = (path: string): URL => new URL(`../${path}`, import.meta.url);

const isStale = ({ path, text }: (typeof FILES)[number]): boolean =>
  !existsSync(at(path)) || readFileSync(at(path), "utf8") !== text;

const stale = FILES.filter(isStale);
if (process.argv.includes("--check")) {
  for (const { path } of stale) process.stderr.write(`${path} is stale; run \`npm run generate\`.\n`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const { path, text } of stale) {
    mkdirSync(new URL(".", at(path)), { recursive: true });
    writeFileSync(at(path), text);
    process.stdout.write(`${path}\n`);
  }
}

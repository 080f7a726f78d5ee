// milegate evidence verify: checks an export of evidence by its hash chain, without asking anybody.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type FileVerdict, verifyEvidence } from "../history/evidence-file.ts";
import { EVIDENCE_KINDS, type EvidenceKind } from "../history/evidence-kinds.ts";
import { EXIT_FINDING, EXIT_FINE, UsageError } from "./exit.ts";
import type { CliIo } from "./io.ts";
import { JSON_OPTION, jsonText } from "./json.ts";
import { type CliSubcommand, type OptionValues, optionText } from "./subcommand.ts";

export const evidenceSubcommand: CliSubcommand = {
  name: "evidence",
  arguments: [
    { name: "<action>", description: "verify", choices: ["verify"] },
    { name: "<file>", description: 'an export, JSON or CSV, as it was saved; "-": standard input' },
  ],
  summary: "check that an export of evidence is as Milegate wrote it; exit 1 if it was changed",
  options: [
    { flags: "--head <hash>", description: "the last hash, from X-Milegate-Evidence-Hash: nothing is cut off" },
    { flags: "--since <time>", description: "as it was in the request; absent: it had none" },
    { flags: "--until <time>", description: "as it was in the request; absent: it had none" },
    { flags: "--kind <kind>", description: "what was asked for; absent: as the columns say" },
    { flags: "--owner <login>", description: "whose evidence; absent: as the first row says" },
    JSON_OPTION,
  ],
  run: async (io, [, file = ""], options) => {
    const verdict = verifyEvidence(await evidenceIn(io, file), claimedIn(options), sha256);
    const found = withHead(verdict, optionText(options["head"]));
    if (options["json"] === true) io.data(jsonText({ file, ...found }));
    else print(io, file, found);
    return found.kind === "whole" ? EXIT_FINE : EXIT_FINDING;
  },
};

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

function claimedIn(options: OptionValues) {
  const [kind, owner] = [optionText(options["kind"]), optionText(options["owner"])];
  const [since, until] = [optionText(options["since"]), optionText(options["until"])];
  return {
    ...(kind !== undefined && { kind: kindNamed(kind) }),
    ...(owner !== undefined && { owner }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  };
}

function kindNamed(name: string): EvidenceKind {
  const kind = EVIDENCE_KINDS.find((each) => each === name);
  if (kind === undefined) throw new UsageError(`--kind is one of ${EVIDENCE_KINDS.join(", ")}, not "${name}".`);
  return kind;
}

const withHead = (verdict: FileVerdict, head: string | undefined): FileVerdict =>
  verdict.kind === "whole" && head !== undefined && verdict.head !== head.trim().toLowerCase()
    ? {
        kind: "broken",
        why: "its last hash is another than --head: rows are missing at its end, or it is another export",
      }
    : verdict;

/** Bytes that are no UTF-8 were never written. */
async function evidenceIn(io: CliIo, file: string): Promise<string> {
  const bytes = file === "-" ? await io.input() : await read(resolve(io.cwd, file), file);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return "";
  }
}

const read = (path: string, file: string): Promise<Uint8Array> =>
  readFile(path).catch((error: unknown) => {
    throw new UsageError(`can't read ${file}: ${Object(error).message}`, { cause: error });
  });

function print(io: CliIo, file: string, found: FileVerdict): void {
  if (found.kind === "broken") {
    io.out(`${io.paint("red", "✘")} ${file}: ${found.why}.`);
    return;
  }
  const rows = found.rows === 1 ? "1 row" : `${found.rows} rows`;
  io.out(`${io.paint("green", "✔")} ${file}: ${found.of}, ${rows}, unchanged since the export.`);
  io.out("  This proves the export whole, not who made it: compare the last hash with the one that the server gave.");
  io.out(`  ${found.head ?? "There is no row, so no hash."}`);
}

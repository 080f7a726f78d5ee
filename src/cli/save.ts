// milegate explain --save: writes what was read as a recorded case, and says what is in it.
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { packageVersion } from "../package-info.ts";
import { type ParsedCase, parseCase, type RecordedCase, renderCase } from "../reconcile/recorded/case.ts";
import { type Recording, recordCase } from "../reconcile/recorded/record.ts";
import { foundIn, isActor, isComment } from "../reconcile/recorded/shapes.ts";
import type { Snapshot } from "../snapshot.ts";
import { describeChange } from "./describe.ts";
import { UsageError } from "./exit.ts";
import type { CliIo } from "./io.ts";
import { type CliOption, type OptionValues, optionText } from "./subcommand.ts";

export const SAVE_OPTIONS: readonly CliOption[] = [
  { flags: "--save <file>", description: "write what was read, with the decision, for a bug report" },
  { flags: "--redact", description: "with --save: replace titles, logins and reasons" },
];

/** Where a case goes; `file` as the caller wrote it. */
export type SaveRequest = { file: string; path: string; names: Recording["names"] };

/** Null where none is asked for. Rejects with a `UsageError` where a file is there that is no recorded case. */
export async function saveRequest({ cwd }: Pick<CliIo, "cwd">, options: OptionValues): Promise<SaveRequest | null> {
  const [file, redact] = [optionText(options["save"]), options["redact"] === true];
  if (file === undefined && redact) throw new UsageError("--redact is for a saved case; name its file with --save.");
  if (file === undefined) return null;
  if (file === "" || file === "-") throw new UsageError(`expected a file's name after --save, found "${file}".`);
  const path = resolve(cwd, file);
  const there = await caseAt(file, path);
  if (there?.kind === "unreadable")
    throw new UsageError(`${file} is there already, and ${there.why} Name another file, or remove this one.`);
  return { file, path, names: redact ? "redacted" : "kept" };
}

/** Null where there is no file. */
async function caseAt(file: string, path: string): Promise<ParsedCase | null> {
  try {
    return parseCase(await readFile(path, "utf8"));
  } catch (error) {
    if (Object(error).code === "ENOENT") return null;
    throw unusable(file, error);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EISDIR: "it is a folder; name a file in it",
  ENOENT: "its folder is not there; make it first",
  ENOTDIR: "a part of its path is no folder",
  EACCES: "you may not read or write it",
};

const unusable = (file: string, error: unknown): UsageError =>
  new UsageError(`${file} can't be written: ${REASONS[Object(error).code] ?? Object(error).message}.`, {
    cause: error,
  });

/** Rejects with a `UsageError`, and writes nothing, where what may be written would lead to another decision. */
export async function saveCase(
  io: CliIo,
  { file, path, names }: SaveRequest,
  snapshot: Snapshot,
  now: Date,
): Promise<void> {
  const outcome = recordCase(snapshot, now, { names, version: packageVersion });
  if (outcome.kind === "differs") throw new UsageError(differing(file, names, outcome));
  const text = renderCase(outcome.recorded);
  await writeFile(path, text).catch((error: unknown) => {
    throw unusable(file, error);
  });
  // What is printed for programs stays one document.
  for (const line of account(file, text, names, outcome.recorded)) io.err(line);
}

type Differing = Extract<ReturnType<typeof recordCase>, { kind: "differs" }>;

function differing(file: string, names: Recording["names"], { missing, added }: Differing): string {
  const lines = [
    ...missing.map((change) => `  not decided any more: ${describeChange(change).what}`),
    ...added.map((change) => `  decided instead: ${describeChange(change).what}`),
  ];
  const why = names === "kept" ? "people's words" : "people's words, titles and logins";
  const next = names === "kept" ? "Describe the steps in the bug report." : "Try it without --redact.";
  return [`${file} is not written, as without ${why} the decision is another. ${next}`, ...lines].join("\n");
}

function account(file: string, text: string, names: Recording["names"], recorded: RecordedCase): string[] {
  const { repository, items, changes } = recorded;
  const people = new Set(foundIn(recorded, isActor).map(({ login }) => login));
  const counts = [
    counted(items.length, "item"),
    counted(repository.milestones.length, "milestone"),
    counted(repository.reviews.length, "review"),
    counted(foundIn(recorded, isComment).length, "comment"),
    counted(people.size, "login"),
    counted(changes.length, "change"),
  ];
  return [
    `${file} is written: ${Math.ceil(text.length / 1024)} KB, ${counts.join(", ")}.`,
    ...HOLDS[names],
    "Look through it before you attach it to a bug report.",
  ];
}

const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;

const CUT =
  "Left out: what people wrote in comments, reviews and milestones, whatever looks like a token, and parameters of addresses.";
const HOLDS = {
  kept: [
    "In it: the plan; names of milestones, labels and branches; titles; logins; the reasons that commands gave.",
    CUT,
    "With --redact, titles, logins, reasons and the repository's address are replaced, too.",
  ],
  redacted: [
    "In it: the plan with its comments; names of milestones, labels, branches, phases and teams.",
    CUT,
    "Replaced: titles, logins, reasons and the repository's address.",
  ],
} as const satisfies Record<Recording["names"], readonly string[]>;

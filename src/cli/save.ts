// milegate explain --save: writes the data that was read as a recorded case, and says what it contains.
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
  { flags: "--save <file>", description: "write the data that was read, with the decision, for a bug report" },
  { flags: "--redact", description: "with --save: replace titles, logins and reasons" },
];

/** Where to write the case; `file` as the user wrote it. */
export type SaveRequest = { file: string; path: string; names: Recording["names"] };

/** Null without --save. Rejects with a `UsageError` if the file exists and is not a recorded case. */
export async function saveRequest({ cwd }: Pick<CliIo, "cwd">, options: OptionValues): Promise<SaveRequest | null> {
  const [file, redact] = [optionText(options["save"]), options["redact"] === true];
  if (file === undefined && redact) throw new UsageError("--redact needs --save with a file's name.");
  if (file === undefined) return null;
  if (file === "" || file === "-") throw new UsageError(`expected a file's name after --save, found "${file}".`);
  const path = resolve(cwd, file);
  const there = await caseAt(file, path);
  if (there?.kind === "unreadable")
    throw new UsageError(`${file} already exists, and ${there.why} Name another file, or remove this one.`);
  return { file, path, names: redact ? "redacted" : "kept" };
}

/** Null if there is no file. */
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
  ENOENT: "its folder does not exist; create it first",
  ENOTDIR: "a part of its path is not a folder",
  EACCES: "you may not read or write it",
};

const unusable = (file: string, error: unknown): UsageError =>
  new UsageError(`${file} can't be written: ${REASONS[Object(error).code] ?? Object(error).message}.`, {
    cause: error,
  });

/** If the case without people's words would lead to another decision, it writes nothing and rejects with a `UsageError`. */
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
  // With --json, standard output stays one document.
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
  return [`${file} was not written, because the decision is different without ${why}. ${next}`, ...lines].join("\n");
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
    `wrote ${file}: ${Math.ceil(text.length / 1024)} KB, ${counts.join(", ")}.`,
    ...HOLDS[names],
    "Read the file before you attach it to a bug report.",
  ];
}

const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;

const CUT =
  "Left out: people's words in comments, reviews and milestones, everything that looks like a token, and parameters of URLs.";
const HOLDS = {
  kept: [
    "It contains: the plan; names of milestones, labels and branches; titles; logins; the reasons that commands gave.",
    CUT,
    "With --redact, titles, logins, reasons and the repository's address are replaced, too.",
  ],
  redacted: [
    "It contains: the plan with its comments; names of milestones, labels, branches, phases and teams.",
    CUT,
    "Replaced: titles, logins, reasons and the repository's address.",
  ],
} as const satisfies Record<Recording["names"], readonly string[]>;

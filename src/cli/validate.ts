// milegate validate: lists the problems of a plan with their lines.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type ParsedPlan, parsePlan, type ValidPlan } from "../plan/parse.ts";
import type { Plan } from "../plan/plan.ts";
import { PLAN_FILE } from "../vocabulary.ts";
import { EXIT_FINDING, EXIT_FINE, UsageError } from "./exit.ts";
import type { CliIo } from "./io.ts";
import { JSON_OPTION, jsonText } from "./json.ts";
import { type CliSubcommand, optionText } from "./subcommand.ts";

export const validateSubcommand: CliSubcommand = {
  name: "validate",
  arguments: [{ name: "[file]", description: `the plan; absent: ${PLAN_FILE}; "-": standard input` }],
  summary: "list the problems of a plan with their lines; exit 1 if there are any",
  options: [
    JSON_OPTION,
    { flags: "--owner-file <file>", description: "the owner's plan, for `extends: owner` and its locks" },
  ],
  run: async (io, [file = PLAN_FILE], options) => {
    const owner = optionText(options["ownerFile"]);
    const inherited = owner === undefined ? null : await ownerPlan(io, owner);
    const parsed = parsePlan(await textAt(io, file), inherited ?? EMPTY, inherited === null ? "any" : "repository");
    if (options["json"] === true) io.data(jsonText(forJson(file, parsed)));
    else if (parsed.kind === "invalid") printProblems(io, file, parsed);
    else printPhases(io, file, parsed, inherited);
    return parsed.kind === "invalid" ? EXIT_FINDING : EXIT_FINE;
  },
};

const forJson = (file: string, parsed: ParsedPlan): object =>
  parsed.kind === "invalid"
    ? { file, kind: parsed.kind, problems: parsed.problems }
    : { file, kind: parsed.kind, phases: phaseIds(parsed.plan), ...deliveriesForJson(parsed), hints: parsed.hints };

const phaseIds = ({ phases }: Pick<Plan, "phases">): string[] => phases.map(({ id }) => id);

/** Only where there are some. */
const deliveriesForJson = ({ plan: { deliveries } }: ValidPlan): object =>
  deliveries.length === 0
    ? {}
    : { deliveries: deliveries.map(({ id, home, plan }) => ({ id, home: home.name, phases: phaseIds(plan) })) };

const phaseNames = ({ phases }: Pick<Plan, "phases">): string => phases.map(({ name }) => name).join(" → ");

function printPhases(io: CliIo, file: string, parsed: ValidPlan, inherited: ValidPlan | null): void {
  io.out(`${io.paint("green", "✔")} ${file}: ${phaseNames(parsed.plan)}`);
  for (const { name, home, plan } of parsed.plan.deliveries)
    io.out(`  Delivery ${name}, at home in ${home.name}: ${phaseNames(plan)}`);
  for (const { line, column, message } of parsed.hints)
    io.out(`${io.paint("yellow", "⚠")} ${io.paint("bold", `${file}:${line}:${column}`)} ${message}`);
  if (inherited === null && extendsOwner(parsed))
    io.out("  It extends the owner's file, which was not checked; give it with --owner-file.");
}

/** The owner's plan if none is given: an empty one, which no file contradicts. */
const EMPTY = valid(parsePlan(""));

const extendsOwner = ({ plan }: ValidPlan): boolean => plan.extends === "owner";

function valid(parsed: ParsedPlan): ValidPlan {
  if (parsed.kind === "valid") return parsed;
  throw new TypeError("the built-in plan is valid");
}

async function ownerPlan(io: CliIo, file: string): Promise<ValidPlan> {
  const parsed = parsePlan(await textAt(io, file));
  if (parsed.kind === "valid") return parsed;
  for (const line of problemLines(io, file, parsed)) io.err(line);
  throw new UsageError(`the owner's plan ${file} is invalid; correct it first.`);
}

function printProblems(io: CliIo, file: string, invalid: InvalidPlan): void {
  for (const line of problemLines(io, file, invalid)) io.out(line);
  const count = invalid.problems.length;
  io.out(io.paint("red", `✘ ${count} ${count === 1 ? "problem" : "problems"}`));
}

type InvalidPlan = Extract<ParsedPlan, { kind: "invalid" }>;

const problemLines = (io: CliIo, file: string, { problems }: InvalidPlan): string[] =>
  problems.map(({ line, column, message }) => `${io.paint("bold", `${file}:${line}:${column}`)} ${message}`);

const UNREADABLE: Record<string, (file: string) => string> = {
  ENOENT: (file) => `there is no ${file} here; \`milegate init${file === PLAN_FILE ? "" : ` ${file}`}\` writes one.`,
  EISDIR: (file) => `${file} is a folder; expected a plan's file.`,
  EACCES: (file) => `you may not read ${file}.`,
};

/** Null if the bytes are not UTF-8. */
async function textAt({ cwd, input }: CliIo, file: string): Promise<string | null> {
  if (file === "") throw new UsageError("expected a file's name, found nothing.");
  const read = file === "-" ? input() : readFile(resolve(cwd, file));
  const bytes = await read.catch((error: NodeJS.ErrnoException) => {
    const said = UNREADABLE[error.code ?? ""]?.(file);
    throw new UsageError(said ?? `${file} can't be read: ${error.message}`, { cause: error });
  });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

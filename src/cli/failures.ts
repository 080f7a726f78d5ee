// milegate failures: lists the jobs that failed in all their attempts, retries or discards them.
import type { FailedJob, FailedJobs } from "../queue/kept.ts";
import { redactSecrets } from "../service/log.ts";
import { EXIT_FINDING, EXIT_FINE, UsageError } from "./exit.ts";
import type { CliIo } from "./io.ts";
import { JSON_OPTION, jsonText } from "./json.ts";
import { type CliSubcommand, type OptionValues, optionText } from "./subcommand.ts";

export const failuresSubcommand: CliSubcommand = {
  name: "failures",
  arguments: [],
  summary: "list the jobs that failed in all their attempts, or retry or discard them; exit 1 if some are left",
  options: [
    JSON_OPTION,
    { flags: "--retry <id>", description: "put one back into the queue" },
    { flags: "--retry-all", description: "put all back into the queue" },
    { flags: "--discard <id>", description: "discard one" },
  ],
  run: async (io, _args, options) => {
    if (Object.keys(options).filter((name) => name !== "json").length > 1)
      throw new UsageError("give one of --retry, --retry-all and --discard at a time.");
    // Loaded here because Node 22 prints a warning when node:sqlite is loaded.
    const { withFailedJobs } = await import("./failed-jobs.ts");
    return withFailedJobs(io, (kept) => decide(io, kept, options));
  },
};

async function decide(io: CliIo, kept: FailedJobs, options: OptionValues): Promise<number> {
  const all = await kept.failures();
  const retry = options["retryAll"] === true ? all : named(all, optionText(options["retry"]));
  const discard = named(all, optionText(options["discard"]));
  await eachOf(io, "retrying", retry, (id) => kept.retry(id));
  await eachOf(io, "discarding", discard, (id) => kept.discard(id));
  const left = all.filter((failure) => !retry.includes(failure) && !discard.includes(failure));
  if (options["json"] === true) io.data(jsonText(forJson({ retry, discard, left })));
  else print(io, { retry, discard, left });
  return left.length === 0 ? EXIT_FINE : EXIT_FINDING;
}

/** One after the other, with progress. */
const eachOf = (io: CliIo, what: string, failures: readonly FailedJob[], act: (id: string) => Promise<void>) =>
  io.progress(what, async (tell) => {
    for (const [index, { id }] of failures.entries()) {
      await act(id);
      tell(`${index + 1} of ${failures.length}`);
    }
  });

type Done = Record<"retry" | "discard" | "left", readonly FailedJob[]>;

const forJson = ({ retry, discard, left }: Done): object => ({
  retried: retry.map(({ id }) => id),
  discarded: discard.map(({ id }) => id),
  failures: left.map((failure) => ({ ...failure, error: redactSecrets(failure.error) })),
});

function print(io: CliIo, { retry, discard, left }: Done): void {
  if (retry.length > 0) io.out(`${count(retry.length)} put back into the queue.`);
  if (discard.length > 0) io.out(`${count(discard.length)} discarded.`);
  for (const failure of left) printFailure(io, failure);
  if (left.length === 0) io.out("There are no failed jobs.");
}

function named(all: readonly FailedJob[], id: string | undefined): FailedJob[] {
  if (id === undefined) return [];
  const found = all.filter((failure) => failure.id === id);
  if (found.length === 0) throw new UsageError(`there is no failed job "${id}"; \`milegate failures\` lists all.`);
  return found;
}

/** The first line of the error; the log has the rest. */
function printFailure(io: CliIo, { id, repository, key, attempts, error, failedAt }: FailedJob): void {
  const when = failedAt.toISOString().slice(0, 16).replace("T", " ");
  const [message = ""] = redactSecrets(error).split("\n", 1);
  io.out(`${io.paint("bold", id)}  ${repository} ${key}, after ${attempts} attempts, ${when} UTC`);
  io.out(`  ${message}`);
}

const count = (jobs: number): string => (jobs === 1 ? "1 job" : `${jobs} jobs`);

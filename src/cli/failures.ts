// milegate failures: what the queue has kept after all its attempts, and what becomes of it.
import type { FailedJob, FailedJobs } from "../queue/queue.ts";
import { withoutSecrets } from "../service/log.ts";
import { EXIT_FINDING, EXIT_FINE, UsageError } from "./exit.ts";
import type { CliIo } from "./io.ts";
import { JSON_OPTION, jsonText } from "./json.ts";
import { type CliSubcommand, type OptionValues, optionText } from "./subcommand.ts";

export const failuresSubcommand: CliSubcommand = {
  name: "failures",
  arguments: [],
  summary: "list the work that failed in all its attempts and is kept, or decide about it; exit 1 where some is left",
  options: [
    JSON_OPTION,
    { flags: "--retry <id>", description: "put one back to work" },
    { flags: "--retry-all", description: "put all back to work" },
    { flags: "--discard <id>", description: "throw one away" },
  ],
  run: async (io, _args, options) => {
    if (Object.keys(options).filter((name) => name !== "json").length > 1)
      throw new UsageError("give one of --retry, --retry-all and --discard at a time.");
    // Loaded here, as Node 22 warns of node:sqlite wherever it is loaded.
    const { withFailedJobs } = await import("./failed-jobs.ts");
    return withFailedJobs(io, (kept) => decide(io, kept, options));
  },
};

async function decide(io: CliIo, kept: FailedJobs, options: OptionValues): Promise<number> {
  const all = await kept.failures();
  const retry = options["retryAll"] === true ? all : named(all, optionText(options["retry"]));
  const discard = named(all, optionText(options["discard"]));
  await eachOf(io, "putting back to work", retry, (id) => kept.retry(id));
  await eachOf(io, "throwing away", discard, (id) => kept.discard(id));
  const left = all.filter((failure) => !retry.includes(failure) && !discard.includes(failure));
  if (options["json"] === true) io.data(jsonText(forJson({ retry, discard, left })));
  else print(io, { retry, discard, left });
  return left.length === 0 ? EXIT_FINE : EXIT_FINDING;
}

/** One after the other, and how many are through. */
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
  failures: left.map((failure) => ({ ...failure, error: withoutSecrets(failure.error) })),
});

function print(io: CliIo, { retry, discard, left }: Done): void {
  if (retry.length > 0) io.out(`${count(retry.length)} put back to work.`);
  if (discard.length > 0) io.out(`${count(discard.length)} thrown away.`);
  for (const failure of left) printFailure(io, failure);
  if (left.length === 0) io.out("Nothing is kept as failed.");
}

function named(all: readonly FailedJob[], id: string | undefined): FailedJob[] {
  if (id === undefined) return [];
  const found = all.filter((failure) => failure.id === id);
  if (found.length === 0)
    throw new UsageError(`no failure "${id}" is kept; \`milegate failures\` lists what there is.`);
  return found;
}

/** The first line of the error; the log has the rest. */
function printFailure(io: CliIo, { id, repository, key, attempts, error, failedAt }: FailedJob): void {
  const when = failedAt.toISOString().slice(0, 16).replace("T", " ");
  const [message = ""] = withoutSecrets(error).split("\n", 1);
  io.out(`${io.paint("bold", id)}  ${repository} ${key}, after ${attempts} attempts, ${when} UTC`);
  io.out(`  ${message}`);
}

const count = (jobs: number): string => (jobs === 1 ? "1 job" : `${jobs} jobs`);

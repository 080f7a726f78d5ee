// milegate failures: what the queue has kept after all its attempts, and what becomes of it.
import type { FailedJob, FailedJobs } from "../queue/queue.ts";
import { withoutSecrets } from "../service/log.ts";
import { FINDING, FINE, UsageError } from "./exit.ts";
import { withFailedJobs } from "./failed-jobs.ts";
import type { Io } from "./io.ts";
import { type Options, type Subcommand, textOf } from "./subcommand.ts";

export const failures: Subcommand = {
  name: "failures",
  arguments: [],
  summary: "list the work that failed in all its attempts and is kept, or decide about it; exit 1 where some is left",
  options: [
    { flags: "--retry <id>", description: "put one back to work" },
    { flags: "--retry-all", description: "put all back to work" },
    { flags: "--discard <id>", description: "throw one away" },
  ],
  run: async (io, _args, options) => {
    if (Object.keys(options).length > 1)
      throw new UsageError("give one of --retry, --retry-all and --discard at a time.");
    return withFailedJobs(io, (kept) => decide(io, kept, options));
  },
};

async function decide(io: Io, kept: FailedJobs, options: Options): Promise<number> {
  const all = await kept.failures();
  const retry = options["retryAll"] === true ? all : named(all, textOf(options["retry"]));
  const discard = named(all, textOf(options["discard"]));
  for (const { id } of retry) await kept.retry(id);
  for (const { id } of discard) await kept.discard(id);
  if (retry.length > 0) io.out(`${count(retry.length)} put back to work.`);
  if (discard.length > 0) io.out(`${count(discard.length)} thrown away.`);
  const left = all.filter((failure) => !retry.includes(failure) && !discard.includes(failure));
  for (const failure of left) print(io, failure);
  if (left.length === 0) io.out("Nothing is kept as failed.");
  return left.length === 0 ? FINE : FINDING;
}

function named(all: readonly FailedJob[], id: string | undefined): FailedJob[] {
  if (id === undefined) return [];
  const found = all.filter((failure) => failure.id === id);
  if (found.length === 0)
    throw new UsageError(`no failure "${id}" is kept; \`milegate failures\` lists what there is.`);
  return found;
}

/** The first line of the error; the log has the rest. */
function print(io: Io, { id, repository, key, attempts, error, failedAt }: FailedJob): void {
  const when = failedAt.toISOString().slice(0, 16).replace("T", " ");
  const [message = ""] = withoutSecrets(error).split("\n", 1);
  io.out(`${io.paint("bold", id)}  ${repository} ${key}, after ${attempts} attempts, ${when} UTC`);
  io.out(`  ${message}`);
}

const count = (jobs: number): string => (jobs === 1 ? "1 job" : `${jobs} jobs`);

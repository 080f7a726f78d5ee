// A process that takes work in and hangs in it, to be killed.
import { openQueue } from "../../src/queue/open.ts";
import { parseWork, testJob } from "./jobs.ts";

const log = { error: (data: unknown) => process.stderr.write(`${JSON.stringify(data)}\n`) };
const { DATA_DIR = "", DATABASE_URL } = process.env;
const queue = await openQueue({ DATA_DIR, DATABASE_URL, WORKER_CONCURRENCY: 1 }, parseWork, log);
await queue.start(async () => {
  process.stdout.write("running\n");
  return new Promise((resolve) => setTimeout(resolve, 3_600_000, { kind: "done" }));
});
await queue.enqueue("guid-1", [testJob("hangs", "1/octo/shop", 0), testJob("waits")]);

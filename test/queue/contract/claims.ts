// The contract of the queue: what a run may rely on, and who gets the next turn.
import { expect, test } from "@jest/globals";
import type { JobClaim } from "../../../src/queue/queue.ts";
import { JOB_DONE, pauseMs, type TestEngine, testJob, uniqueStore } from "../jobs.ts";

export function claimContract({ open }: TestEngine): void {
  test("a run's claim is its own until the job is given back at a stop", async () => {
    const queue = await open(uniqueStore());
    const claim = Promise.withResolvers<JobClaim>();
    await queue.start(async (_job, _deliveries, given) => {
      claim.resolve(given);
      return new Promise(() => undefined);
    });
    await queue.enqueue("guid-1", [testJob("pull/7")]);
    const { signal, isMine } = await claim.promise;
    expect([await isMine(), signal.aborted]).toEqual([true, false]);
    await queue.stop(10);
    expect([await isMine(), signal.aborted]).toEqual([false, true]);
  });

  test("runs that return at once keep no timer waiting", async () => {
    const queue = await open(uniqueStore());
    const jobs = Array.from({ length: 400 }, (_, at) => testJob(`pull/${at}`, `1/octo/${at % 20}`));
    await queue.enqueue("guid-1", jobs);
    let runs = 0;
    const runsAt: number[] = [];
    const timer = setInterval(() => runsAt.push(runs), 1);
    await queue.start(async () => {
      runs += 1;
      return JOB_DONE;
    });
    await queue.idle();
    clearInterval(timer);
    expect(runs).toBe(400);
    expect(runsAt.filter((at) => at > 0 && at < 400).length).toBeGreaterThan(5);
    await queue.stop(100);
  });

  /** Who runs after a flood was stored, and one job in the middle of it: how many runs came before that. */
  async function runsBefore(flood: (at: number) => ReturnType<typeof testJob>, quiet: ReturnType<typeof testJob>) {
    const queue = await open(uniqueStore(), { concurrency: 2 });
    const all = Array.from({ length: 400 }, (_, at) => flood(at));
    await queue.enqueue("flood", all);
    let runs = 0;
    let before: number | null = null;
    await queue.start(async ({ repository, key }) => {
      if (repository === quiet.repository && key === quiet.key) before = runs;
      runs += 1;
      // The flood goes on, with what is more urgent.
      if (runs < 200) await queue.enqueue(`more-${runs}`, [{ ...flood(400 + runs), priority: 0 }]);
      return JOB_DONE;
    });
    await queue.enqueue("quiet", [quiet]);
    await queue.idle();
    await queue.stop(100);
    return before ?? Number.NaN;
  }

  test.each([
    ["an installation with many repositories", (at: number) => testJob(`pull/${at}`, `1/busy/${at}`, 0)],
    ["a repository with many jobs", (at: number) => testJob(`pull/${at}`, "1/busy/shop", 0)],
    ["many repositories with many jobs", (at: number) => testJob(`pull/${at}`, `1/busy/${at % 40}`, at % 2)],
  ])("a quiet installation's dashboard comes in spite of %s", async (_name, flood) => {
    expect(await runsBefore(flood, testJob("dashboard", "2/quiet/shop", 9))).toBeLessThan(60);
  });

  test("a quiet repository's dashboard comes in spite of another one's many jobs in its installation", async () => {
    const flood = (at: number) => testJob(`pull/${at}`, "1/octo/busy", 0);
    expect(await runsBefore(flood, testJob("dashboard", "1/octo/quiet", 9))).toBeLessThan(60);
  });

  test("a gate does not wait for the sweep of its own installation", async () => {
    const sweep = (at: number) => testJob("repository", `1/octo/${at}`, 8);
    expect(await runsBefore(sweep, testJob("pull/7", "1/octo/shop", 1))).toBeLessThan(60);
  });

  test("a job that falls due while others wait in its repository runs before the less urgent ones", async () => {
    const queue = await open(uniqueStore(), { concurrency: 1 });
    await queue.enqueue("guid-1", [{ ...testJob("timer", "1/octo/shop", 0), delayMs: 200 }]);
    await queue.enqueue(
      "guid-2",
      Array.from({ length: 40 }, (_, at) => testJob(`pull/${at}`, "1/octo/shop", 1)),
    );
    const ran: string[] = [];
    await queue.start(async ({ key }) => {
      ran.push(key);
      await pauseMs(20);
      return JOB_DONE;
    });
    await queue.idle();
    expect([ran.length, ran.indexOf("timer") < 40]).toEqual([41, true]);
    await queue.stop(100);
  });
}

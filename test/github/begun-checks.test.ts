// The app's own checks across a restart and between processes, while reads are behind what was written.
import { expect, test } from "@jest/globals";
import { begunChecks } from "../../src/github/begun-checks.ts";
import { makeOwnChecks, withOwnChecks } from "../../src/github/own-checks.ts";
import type { KeptMarks, Reader, Writer } from "../../src/github/port.ts";

const run = (title: string, conclusion: "success" | "action_required") => ({
  ...{ id: 1, node: "CR_1", title, summary: "Why", conclusion },
});
const [SHUT, OPEN] = [run("Blocked", "action_required"), run("Open", "success")];

/** What is stored outlives those that wrote it. */
function world() {
  const clock = { now: 1_000_000 };
  let marks: KeptMarks["marks"] = new Map();
  let shown = SHUT;
  const write = { updateCheck: async () => undefined } as unknown as Writer;
  const read = { check: async () => shown } as unknown as Reader;
  const keep: KeptMarks["keep"] = async (all) => {
    marks = new Map(all);
  };
  /** A process; each call of it is a job. */
  const process = (by: string) => {
    const own = makeOwnChecks(() => clock.now);
    return () => {
      const kept: KeptMarks = { marks, keep };
      return withOwnChecks(
        read,
        write,
        own,
        begunChecks(kept, by, () => clock.now),
      );
    };
  };
  const shows = (check: typeof SHUT) => {
    shown = check;
  };
  return { clock, process, shows };
}

const says = async ({ read, write }: { read: Reader; write: Writer }, said: typeof SHUT) => {
  await read.check("sha");
  await write.updateCheck(1, "sha", { ...said, detailsUrl: "https://example.com" });
};
const opens = (job: { read: Reader; write: Writer }) => says(job, OPEN);

test("a read that is older than what an earlier life wrote counts as no verdict, so that the right one is written", async () => {
  const { process, shows } = world();
  await opens(process("first")());
  const next = process("second");
  expect(await next().read.check("sha")).toEqual({ ...SHUT, conclusion: null });
  shows(OPEN);
  expect(await next().read.check("sha")).toEqual(OPEN);
});

test("nor does one count that shows what the earlier life wrote, once the next life wrote", async () => {
  const { process, shows } = world();
  await opens(process("first")());
  const next = process("second");
  await says(next(), SHUT);
  shows(OPEN);
  expect(await next().read.check("sha")).toEqual({ ...OPEN, conclusion: null });
});

test("a process knows what it wrote, but not where another one wrote since", async () => {
  const { process } = world();
  const [one, other] = [process("one"), process("other")];
  await opens(one());
  expect(await one().read.check("sha")).toMatchObject(OPEN);
  await opens(other());
  expect(await one().read.check("sha")).toMatchObject({ conclusion: null });
});

test("what was written a minute ago is shown by now, and so it is for a clock that was set back", async () => {
  const { clock, process } = world();
  await opens(process("first")());
  for (const later of [60_000, -120_000]) {
    clock.now += later;
    expect(await process("second")().read.check("sha")).toEqual(SHUT);
  }
});

// Pull requests with a thousand comments: they cost no more than others, and no record on them is lost.
import { expect, test } from "@jest/globals";
import type { Comment } from "@milegate/sandbox";
import type { Scenario } from "../scenario.ts";
import { useScenario } from "./use.ts";

const start = useScenario();
const OVERRIDDEN = /^success Overridden: /;
const SHUT = /^action_required Blocked: /;

/** MVP has an open issue, and #2 and #3 wait for it. */
async function shop() {
  const scenario = await start();
  const alice = scenario.as("alice");
  for (const title of ["MVP", "Polish"]) alice.createMilestone(title);
  alice.openIssue("Log in", { milestone: 1 });
  const numbers = [alice.openPull("Long").number, alice.openPull("Short").number];
  for (const number of numbers) alice.setMilestone(number, 2);
  await scenario.settled();
  return { ...scenario, alice, long: numbers[0] ?? 0, short: numbers[1] ?? 0 };
}

/** They were written an hour ago, and their events are long done. */
function chat({ as, item, sandbox }: Scenario, number: number, count: number): void {
  sandbox.deliveries.fate = () => "lose";
  for (let at = 0; at < count; at += 1) as("mallory").comment(number, `Remark ${at}`);
  for (const comment of item(number).comments) comment.createdAt = new Date(Date.now() - 3_600_000);
  sandbox.deliveries.fate = () => "deliver";
}

test("after the first read, an event costs the same with and without them", async () => {
  const scenario = await shop();
  const { alice, long, short, counting, sandbox } = scenario;
  await scenario.settled();
  chat(scenario, long, 320);
  const edited = (number: number) => counting(() => alice.edit(number, { title: `Title ${Math.random()}` }));
  const flipped = async () => {
    const [shut, open] = [await counting(() => alice.close(1)), await counting(() => alice.reopen(1))];
    return [shut.read, open.read];
  };
  expect((await edited(long)).read).toBeGreaterThan(3);
  expect(await edited(long)).toEqual(await edited(short));
  const withLong = await flipped();
  sandbox.deliveries.fate = () => "lose";
  alice.close(long);
  sandbox.deliveries.fate = () => "deliver";
  expect(withLong).toEqual(await flipped());
}, 60_000);

test("an override among them counts, until its record is edited; its end counts, although its record is gone", async () => {
  const scenario = await shop();
  const { alice, as, long, check, item, settled } = scenario;
  const record = (): Comment => {
    const found = item(long).comments.findLast(({ body }) => body.startsWith("<!-- milegate:override"));
    if (found === undefined) throw new Error("no record");
    return found;
  };
  const seen = async () => {
    alice.edit(long, { title: `Title ${Math.random()}` });
    await settled();
    return check(long);
  };
  chat(scenario, long, 120);
  await seen();
  alice.comment(long, "/phase override Urgent");
  await settled();
  expect(check(long)).toMatch(OVERRIDDEN);
  chat(scenario, long, 220);
  expect([await seen(), await seen()]).toEqual([expect.stringMatching(OVERRIDDEN), expect.stringMatching(OVERRIDDEN)]);
  as("carol").editComment(long, record(), `${record().body} `);
  await settled();
  expect(await seen()).toMatch(SHUT);
  alice.comment(long, "/phase override Urgent again");
  await settled();
  chat(scenario, long, 220);
  expect(await seen()).toMatch(OVERRIDDEN);
  as("carol").deleteComment(long, record());
  await settled();
  expect(await seen()).toMatch(SHUT);
}, 60_000);

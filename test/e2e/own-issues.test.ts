// The app's own issues stay what they are, whatever somebody labels them, and are in no phase: SPEC sections 5 and 6.
import { expect, jest, test } from "@jest/globals";
import { useScenario } from "./use.ts";

jest.setTimeout(120_000);

const start = useScenario();
const BOARD = "Delivery dashboard";

/** A phase whose only issue is done, with its review open, and the dashboard. */
async function reviewed(plan = "") {
  const scenario = await start({ files: { ".github/milegate.yml": `version: 1\n${plan}` } });
  const alice = scenario.as("alice");
  for (const title of ["MVP", "Enhancement", "Polish"]) alice.createMilestone(title);
  alice.openIssue("Log in", { milestone: 1 });
  alice.close(1);
  await scenario.settled();
  await scenario.look({ kind: "dashboard" });
  alice.closeMilestone(1);
  await scenario.settled();
  const board = scenario.shop.items.find(({ title }) => title === BOARD);
  if (board === undefined) throw new Error("no dashboard");
  return { ...scenario, alice, board, settleDashboard: () => scenario.look({ kind: "dashboard" }) };
}

test("the dashboard that somebody labels as a review stays the dashboard, and the review stays open", async () => {
  const { as, board, reviews, counting, settleDashboard, shop } = await reviewed();
  const { write } = await counting(() => as("bob").label(board.number, "boundary review", "phase: mvp"));
  await settleDashboard();
  expect([board.title, board.state, reviews().map(({ state }) => state)]).toEqual([BOARD, "open", ["open"]]);
  expect(write).toBeLessThanOrEqual(3);
  expect(shop.items.filter(({ author }) => author?.type === "Bot")).toHaveLength(2);
});

test("the dashboard that is called a review and says so in its text is made the dashboard again", async () => {
  const { as, alice, board, reviews, settled, settleDashboard } = await reviewed();
  const [review] = reviews();
  alice.edit(board.number, { title: review?.title ?? "", body: review?.body ?? "" });
  as("bob").label(board.number, "boundary review", "phase: mvp");
  await settled();
  await settleDashboard();
  expect([board.title, board.state, review?.state]).toEqual([BOARD, "open", "open"]);
  expect(board.body).toContain("<!-- milegate:dashboard -->");
});

test("a review that is called the dashboard and says so in its text stays the review", async () => {
  const { alice, board, reviews, settled, settleDashboard, labels } = await reviewed();
  const [review] = reviews();
  const number = review?.number ?? 0;
  alice.edit(number, { title: BOARD, body: board.body });
  alice.unlabel(number, "boundary review");
  await settled();
  await settleDashboard();
  expect(review?.title).toBe("Boundary review: MVP → Enhancement");
  expect(review?.body).toMatch(/milegate:review phase=mvp round=1 /);
  expect(labels(number)).toEqual(["boundary review", "phase: mvp"]);
  expect(board.state).toBe("open");
});

test("the app's own issues count in no phase, whatever milestone or label somebody gives them", async () => {
  const { alice, board, issue, reviews, pull, settled, settleDashboard, check } = await gated();
  const open = "action_required Blocked: Polish waits for MVP (1 of 2 issues closed)";
  expect(check(pull.number)).toBe(open);
  const review = reviews()[0]?.number ?? 0;
  for (const number of [board.number, review]) alice.setMilestone(number, 1);
  alice.close(board.number);
  await settled();
  expect(check(pull.number)).toBe(open);
  alice.close(issue.number);
  await settled();
  expect(check(pull.number)).toBe("success Open: MVP is passed");
  await settleDashboard();
  expect(board.body).toContain("<br>2 of 2 |");
});

async function gated() {
  const world = await reviewed();
  const issue = world.alice.openIssue("Log out", { milestone: 1 });
  const pull = world.alice.openPull("Shine");
  world.alice.setMilestone(pull.number, 3);
  await world.settled();
  return { ...world, issue, pull };
}

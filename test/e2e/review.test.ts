// The boundary review, as GitHub shows it: SPEC section 6, as far as it opens and is kept.
import { expect, test } from "@jest/globals";
import { useScenario } from "./use.ts";

const start = useScenario();

/** An MVP with one closed and one dropped issue, in two milestones. */
async function sprints(settings = {}) {
  const scenario = await start(settings);
  const alice = scenario.as("alice");
  alice.createMilestone("MVP sprint 1", { description: "- [x] Deployed" });
  alice.createMilestone("MVP sprint 2");
  alice.createMilestone("Polish");
  alice.openIssue("Log in", { milestone: 1 });
  alice.openIssue("Log in with a fax", { milestone: 2 });
  alice.close(1);
  alice.close(2, "not_planned");
  await scenario.settled();
  return { ...scenario, alice };
}

test("opens when the phase's last open milestone is closed, once", async () => {
  const { alice, settled, reviews, labels } = await sprints();
  alice.closeMilestone(1);
  await settled();
  expect(reviews()).toEqual([]);
  alice.closeMilestone(2);
  await settled();
  const [review] = reviews();
  expect(reviews()).toHaveLength(1);
  expect(review).toMatchObject({
    title: "Boundary review: MVP → Enhancement",
    state: "open",
    author: { login: "milegate[bot]" },
  });
  expect(labels(review?.number ?? 0)).toEqual(["boundary review", "phase: mvp"]);
  const body = review?.body ?? "";
  expect(body).toContain("<!-- milegate:review phase=mvp round=1 ");
  expect(body).toContain("- ✅ **Every issue is closed**: 1 of 1 issue closed");
  expect(body).toContain("- ✅ **Every task in the milestones' descriptions is ticked**: 1 of 1 task ticked");
  expect(body).toMatch(/\| Done \| 1 \|\n\| Dropped \| 1 \|\n\| Still open \| 0 \|/);
  expect(body).toContain('```mermaid\npie showData title MVP\n  "Done" : 1\n  "Dropped" : 1\n```');
  expect([...body.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual([
    "Review",
    "Decide",
    "Plan",
    "Communicate",
  ]);
  expect(body.trimEnd().split("\n").at(-1)).toContain("`/phase status`, `/phase help`");
});

test("stays one, whatever comes twice, late or at once", async () => {
  const { alice, settled, reviews, sandbox, look } = await sprints();
  sandbox.deliveries.fate = () => "twice";
  alice.closeMilestone(1);
  alice.closeMilestone(2);
  await settled();
  alice.editMilestone(2, { description: "closed for good" });
  await look({ kind: "repository" });
  expect(reviews()).toHaveLength(1);
});

test("opens by a later look when the event was lost", async () => {
  const { alice, settled, reviews, sandbox, look } = await sprints();
  sandbox.deliveries.fate = () => "lose";
  alice.closeMilestone(1);
  alice.closeMilestone(2);
  await settled();
  expect(reviews()).toEqual([]);
  await look({ kind: "repository" });
  expect(reviews()).toHaveLength(1);
});

test("says first that criteria are unmet, and keeps its evidence current", async () => {
  const { alice, settled, reviews } = await sprints();
  alice.openIssue("Pay", { milestone: 2 });
  alice.closeMilestone(1);
  alice.closeMilestone(2);
  await settled();
  const [review] = reviews();
  if (review === undefined) throw new Error("no review");
  expect(review.body).toMatch(
    /milegate:standing -->\n> \[!WARNING\]\n> \*\*MVP\*\* was closed with unmet exit criteria/,
  );
  alice.edit(review.number, {
    body: review.body.replace("- [ ] Everyone", "- [x] Everyone").replace("## Plan", "We talked.\n\n## Plan"),
  });
  alice.close(3);
  await settled();
  expect(review.body).toContain("**MVP** has met its exit criteria.");
  expect(review.body).toContain("- [x] Everyone");
  expect(review.body).toContain("We talked.");
});

test("is closed as not planned when a milestone is reopened, and round 2 opens when it is closed again", async () => {
  const { alice, settled, reviews } = await sprints();
  alice.closeMilestone(1);
  alice.closeMilestone(2);
  await settled();
  alice.reopenMilestone(2);
  await settled();
  expect(reviews()[0]).toMatchObject({ state: "closed", stateReason: "not_planned" });
  expect(reviews()[0]?.comments.map(({ body }) => body)).toEqual([
    "A milestone of MVP was reopened before a decision, so this review is closed. Closing it again opens the next round.",
  ]);
  alice.closeMilestone(2);
  await settled();
  expect(reviews().map(({ state }) => state)).toEqual(["closed", "open"]);
  expect(reviews()[1]?.body).toContain("<!-- milegate:review phase=mvp round=2 ");
});

test("round 2 opens though the milestone was closed again before the app got to closing round 1", async () => {
  const { alice, settled, reviews, sandbox } = await sprints();
  alice.closeMilestone(1);
  alice.closeMilestone(2);
  await settled();
  sandbox.traffic.latencyMs = 1_100;
  const read = () =>
    sandbox.traffic.asked.filter(({ operation, status }) => operation === "query OpenPulls" && status === 200).length;
  const before = read();
  alice.reopenMilestone(2);
  while (read() === before) await new Promise((resolve) => setTimeout(resolve, 10));
  alice.closeMilestone(2);
  while (reviews()[0]?.state === "open") await new Promise((resolve) => setTimeout(resolve, 10));
  sandbox.traffic.latencyMs = 0;
  await settled();
  expect(reviews().map(({ state }) => state)).toEqual(["closed", "open"]);
  // Somebody wants the first back: it is under way as any other.
  alice.reopen(reviews()[0]?.number ?? 0);
  await settled();
  expect(reviews()[0]?.body).not.toContain("milegate:superseded");
  alice.close(reviews()[0]?.number ?? 0);
});

test("gets back a title, label or marker that somebody removed", async () => {
  const scenario = await sprints();
  const { alice, settled, reviews, labels } = scenario;
  alice.closeMilestone(1);
  alice.closeMilestone(2);
  await settled();
  const [review] = reviews();
  if (review === undefined) throw new Error("no review");
  const { number, title } = review;
  alice.edit(number, { title: "Something else" });
  alice.unlabel(number, "boundary review");
  await settled();
  expect(review.title).toBe(title);
  expect(labels(number)).toEqual(["boundary review", "phase: mvp"]);
  alice.edit(number, { body: review.body.replace(/<!-- milegate:review.*-->/, "") });
  await settled();
  expect(review.body).toContain("<!-- milegate:review phase=mvp round=1 ");
  alice.reopenMilestone(2);
  await settled();
  alice.closeMilestone(2);
  await settled();
  const second = reviews()[1]?.number ?? 0;
  alice.edit(second, { title: "Something else", body: "Cleaned up" });
  await settled();
  expect(scenario.item(second)).toMatchObject({ title, body: expect.stringContaining("phase=mvp round=2 ") });
  expect(scenario.item(second).body).toMatch(/Cleaned up/);
  alice.comment(second, "/phase continue");
  await settled();
  alice.edit(second, { body: "" });
  await settled();
  expect(scenario.item(second)).toMatchObject({ state: "closed", body: expect.stringContaining("round=2 ") });
  expect(reviews()).toHaveLength(2);
});

const FRAMES = ["standing", "standing-end", "evidence", "evidence-end"].map((name) => [`<!-- milegate:${name} -->`]);

test.each(FRAMES)(
  "has its standing and its evidence once, whichever of the markers around it somebody removed: %s",
  async (marker) => {
    const { alice, settled, reviews } = await sprints();
    alice.closeMilestone(1);
    alice.closeMilestone(2);
    await settled();
    const [review] = reviews();
    if (review === undefined) throw new Error("no review");
    const before = review.body.replace("- [ ] Everyone", "- [x] Everyone");
    alice.edit(review.number, { body: before.replace(marker, "") });
    await settled();
    expect(review.body).toBe(before);
  },
);

test("is assigned to the plan's people, and does without those who can't be", async () => {
  const plan = 'version: 1\nreview: { reviewers: [alice, nobody-here, "@octo/leads"] }\n';
  const { alice, settled, reviews } = await sprints({ files: { ".github/milegate.yml": plan } });
  alice.closeMilestone(1);
  alice.closeMilestone(2);
  await settled();
  expect(reviews()).toHaveLength(1);
  expect(reviews()[0]?.body).toContain("@octo/leads");
  expect(reviews()[0]?.assignees.map(({ login }) => login)).toEqual(["alice"]);
});

test("somebody else's issue of that name is not ours", async () => {
  const { alice, as, settled, reviews } = await sprints();
  as("mallory").openIssue("Boundary review: MVP → Enhancement", {
    body: "<!-- milegate:review phase=mvp round=9 -->",
    labels: ["boundary review"],
  });
  alice.closeMilestone(1);
  alice.closeMilestone(2);
  await settled();
  expect(reviews().map(({ author }) => author?.login)).toEqual(["mallory", "milegate[bot]"]);
  expect(reviews()[1]?.body).toMatch(/<!-- milegate:review phase=\w+ round=1 repository=\d+ restricts= sum=\w+ -->/);
});

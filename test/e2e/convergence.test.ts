// Whatever people do, and whatever becomes of the webhooks: one look at the repository brings it to what a plain model says.
import { expect, test } from "@jest/globals";
import type { Fate, Person } from "@milegate/sandbox";
import { GitHubError, type WorldItem } from "@milegate/sandbox";
import fc from "fast-check";
import { type Scenario, startScenario } from "../scenario.ts";

const TITLES = ["MVP", "Enhancements", "Polish", "Backlog", "Phase 3"];
const LABELS = ["phase: mvp", "phase: polish", "polish", "mvp", "bug"];

type Action = (alice: Person) => void;

const number = fc.integer({ min: 1, max: 6 });
const milestone = fc.integer({ min: 1, max: 3 });
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.tuple(number, fc.option(milestone)).map(
    ([item, to]): Action =>
      (alice) =>
        alice.setMilestone(item, to),
  ),
  number.map(
    (item): Action =>
      (alice) =>
        alice.close(item),
  ),
  number.map(
    (item): Action =>
      (alice) =>
        alice.close(item, "not_planned"),
  ),
  number.map(
    (item): Action =>
      (alice) =>
        alice.reopen(item),
  ),
  fc.tuple(number, fc.constantFrom(...LABELS)).map(
    ([item, label]): Action =>
      (alice) =>
        alice.label(item, label),
  ),
  fc.tuple(number, fc.constantFrom(...LABELS)).map(
    ([item, label]): Action =>
      (alice) =>
        alice.unlabel(item, label),
  ),
  fc.tuple(milestone, fc.constantFrom(...TITLES)).map(
    ([at, title]): Action =>
      (alice) =>
        alice.editMilestone(at, { title }),
  ),
  milestone.map(
    (at): Action =>
      (alice) =>
        alice.closeMilestone(at),
  ),
  milestone.map(
    (at): Action =>
      (alice) =>
        alice.reopenMilestone(at),
  ),
  milestone.map(
    (at): Action =>
      (alice) =>
        alice.deleteMilestone(at),
  ),
  number.map(
    (item): Action =>
      (alice) =>
        alice.edit(item, { body: "Closes #1, closes #2" }),
  ),
);

const fates = fc.array(fc.constantFrom<Fate>("deliver", "deliver", "lose", "twice", "hold"), {
  minLength: 5,
  maxLength: 20,
});

/** SPEC sections 3 and 4 for the built-in plan, in the plainest words: what one open pull request's check concludes. */
function expectedConclusion({ shop }: Scenario, pull: WorldItem): string {
  const phase = (title: string) =>
    [/^(mvp|core|phase 1)\b/i, /^(enhancements?|phase 2)\b/i, /^(polish|phase 3)\b/i].findIndex((each) =>
      each.test(title),
    );
  const byLabel = ["phase: mvp", "phase: enhancement", "phase: polish", "mvp", "", "polish"];
  const latest = Math.max(
    -1,
    pull.milestone === null ? -1 : phase(pull.milestone.title),
    ...pull.labels.map(({ name }) => (byLabel.includes(name) ? byLabel.indexOf(name) % 3 : -1)),
  );
  const mvp = shop.items.filter(
    (item) => item.kind === "issue" && item.milestone !== null && phase(item.milestone.title) === 0,
  );
  const done = mvp.filter(
    (item) => item.kind === "issue" && item.state === "closed" && item.stateReason === "completed",
  );
  const passed = done.length > 0 && mvp.every(({ state }) => state === "closed");
  if (!shop.milestones.some(({ title }) => phase(title) !== -1)) return "inactive";
  if (latest === -1) return "neutral";
  if (latest === 0 || passed) return "success";
  return latest === 1 ? "neutral" : "action_required";
}

async function play(actions: readonly Action[], fate: readonly Fate[]): Promise<void> {
  const scenario = await startScenario();
  const { as, sandbox, settled, look, shop, checks } = scenario;
  const alice = as("alice");
  for (const title of ["MVP", "Polish", "Backlog"]) alice.createMilestone(title);
  for (const name of LABELS) alice.createLabel(name);
  for (const title of ["One", "Two", "Three"]) alice.openIssue(title, { milestone: 1 });
  for (const title of ["Four", "Five", "Six"]) alice.openPull(title);
  await settled();
  sandbox.deliveries.fate = () => fate[sandbox.deliveries.log.length % fate.length] ?? "deliver";
  for (const [index, act] of actions.entries()) {
    attempt(() => act(alice));
    if (index % 5 === 4) await settled();
  }
  sandbox.deliveries.fate = () => "deliver";
  sandbox.deliveries.release((held) => held.toReversed());
  await look({ kind: "repository" });
  const open = shop.items.filter((item) => item.kind === "pull" && item.state === "open");
  const seen = open.map((pull) => [pull.number, checks(pull.number).at(-1)?.conclusion]);
  const expected = open.map((pull) => [pull.number, expectedConclusion(scenario, pull)]);
  const active = expected.every(([, conclusion]) => conclusion !== "inactive");
  const written = await scenario.settles();
  const problems = await scenario.end();
  expect({ seen: active ? seen : expected, written, problems }).toEqual({ seen: expected, written: [], problems: [] });
}

/** What GitHub refuses (a title that is taken, a label that isn't there) didn't happen. */
function attempt(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
  }
}

test("converges", async () => {
  await fc.assert(fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 25 }), fates, play), {
    numRuns: Number(process.env["CONVERGENCE_RUNS"] ?? 6),
    endOnFailure: true,
  });
}, 120_000);

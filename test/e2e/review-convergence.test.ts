// Whatever people do around a boundary, and whatever becomes of the webhooks: one look brings it to what a plain model says.
import { expect, jest, test } from "@jest/globals";
import fc from "fast-check";
import type { Fate } from "../../src/sandbox/deliveries.ts";
import { type Comment, GitHubError, type Item } from "../../src/sandbox/model.ts";
import { type Scenario, startScenario } from "../scenario.ts";

jest.setTimeout(300_000);

type World = Pick<Scenario, "as" | "reviews">;
type Action = (world: World) => void;

const at = (world: World): Item | undefined => world.reviews().at(-1);
const decisionsOn = (item: Item | undefined): Comment[] =>
  (item?.comments ?? []).filter(({ body, author }) => author?.type === "Bot" && body.includes("milegate:decision"));

const say =
  (login: string, words: string): Action =>
  (world) => {
    const review = at(world);
    if (review !== undefined) world.as(login).comment(review.number, words);
  };

const actions: readonly Action[] = [
  (world) => world.as("alice").closeMilestone(1),
  (world) => world.as("alice").closeMilestone(1),
  (world) => world.as("alice").reopenMilestone(1),
  say("alice", "/phase continue --waive fine"),
  say("bob", "/phase continue --waive fine"),
  say("alice", "/phase pivot not yet"),
  say("bob", "/phase stop enough"),
  say("bob", "/phase review"),
  say("carol", "/phase continue"),
  (world) => {
    const [record] = decisionsOn(at(world));
    if (record !== undefined) world.as("alice").deleteComment(at(world)?.number ?? 0, record);
  },
  (world) => {
    const record = decisionsOn(at(world)).at(-1);
    if (record !== undefined) world.as("alice").editComment(at(world)?.number ?? 0, record, `${record.body} (edited)`);
  },
  (world) => {
    const label = at(world)?.labels.find(({ name }) => name.startsWith("decision: "));
    if (label !== undefined) world.as("alice").unlabel(at(world)?.number ?? 0, label.name);
  },
];

/** SPEC section 6 in the plainest words: the latest record of the app's that nobody edited. */
function modelOf(reviews: readonly Item[]): string | null {
  const records = reviews
    .flatMap(decisionsOn)
    .filter(({ editor }) => editor === null || editor.type === "Bot")
    .toSorted((a, b) => a.id - b.id);
  return /outcome=(\w+)/.exec(records.at(-1)?.body ?? "")?.[1] ?? null;
}

/** Undecided, the criteria count, and the only issue of the MVP is open. */
const expectedGate = (decided: string | null): string => (decided === "continue" ? "success" : "action_required");

async function play(chosen: readonly Action[], fates: readonly Fate[]): Promise<void> {
  const scenario = await startScenario({ roles: { alice: "admin", bob: "maintain", carol: "triage" } });
  const { as, sandbox, settled, look, reviews, checks } = scenario;
  for (const title of ["MVP", "Polish"]) as("alice").createMilestone(title);
  as("alice").openIssue("One", { milestone: 1 });
  const pull = as("alice").openPull("Two");
  as("alice").setMilestone(pull.number, 2);
  await settled();
  sandbox.deliveries.fate = () => fates[sandbox.deliveries.log.length % fates.length] ?? "deliver";
  for (const [index, act] of chosen.entries()) {
    attempt(() => act(scenario));
    if (index % 2 === 1) await settled();
  }
  sandbox.deliveries.fate = () => "deliver";
  sandbox.deliveries.release((held) => held.toReversed());
  await settled();
  await look({ kind: "repository" });
  const decided = modelOf(reviews());
  const open = reviews().filter(({ state }) => state === "open");
  const rounds = reviews().map(({ body }) => /round=(\d+)/.exec(body)?.[1]);
  const seen = {
    gate: checks(pull.number).at(-1)?.conclusion,
    onlyOneOpen: open.length <= 1,
    roundsAreApart: new Set(rounds).size === rounds.length,
    labels: reviews().map((review) =>
      review.labels.map(({ name }) => name).filter((name) => name.startsWith("decision: ")),
    ),
    written: await scenario.settles(),
    failures: await scenario.service.queue.failures(),
    problems: await scenario.end(),
  };
  expect(seen).toEqual({
    gate: expectedGate(decided),
    onlyOneOpen: true,
    roundsAreApart: true,
    labels: reviews().map((review) => labelsOf(review)),
    written: [],
    failures: [],
    problems: [],
  });
}

/** One label for what the round decided. */
function labelsOf(review: Item): string[] {
  const decided = modelOf([review]);
  return decided === null ? [] : [`decision: ${decided}`];
}

/** What GitHub refuses didn't happen. */
function attempt(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
  }
}

test("converges", async () => {
  const fates = fc.array(fc.constantFrom<Fate>("deliver", "deliver", "lose", "twice", "hold"), {
    minLength: 4,
    maxLength: 12,
  });
  const chosen = fc.array(fc.constantFrom(...actions), { minLength: 3, maxLength: 10 });
  await fc.assert(fc.asyncProperty(chosen, fates, play), {
    numRuns: Number(process.env["CONVERGENCE_RUNS"] ?? 4),
    endOnFailure: true,
  });
});

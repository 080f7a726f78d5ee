// Whatever people do while GitHub's reads are behind, and now and then find nothing: no verdict stays wrong, no command is lost, nothing is
// created twice, and no merge group is failed that should pass. No sweep helps.
import { expect, test } from "@jest/globals";
import { GitHubError, type Person, type WorldItem } from "@milegate/sandbox";
import fc from "fast-check";
import { type ForeignAnswer, type ForeignHost, startForeign } from "../foreign.ts";
import { type Scenario, startScenario } from "../scenario.ts";

/** A tenth of what SPEC says, as is the app's patience. */
const LAG_MS = 300;
const PATIENCE = { firstMs: 50, mostMs: 300, totalMs: 6_000, confirmMs: 500 };
/** Every so manieth item is not found, while the history is played. */
const MISS_EVERY = 10;
const RUNS = Number(process.env["LAG_RUNS"] ?? 4);
const SEED = process.env["LAG_SEED"];

type Action =
  | { kind: "milestone"; item: number; to: number | null }
  | { kind: "close" | "drop" | "reopen" | "enqueue"; item: number }
  | { kind: "set"; item: number; phase: string }
  | { kind: "milestone-state" | "milestone-title"; at: number }
  | { kind: "open-pull" | "open-issue" };

const item = fc.integer({ min: 1, max: 5 });
const at = fc.integer({ min: 1, max: 2 });
const kindOf = <Kind extends string>(kind: Kind) => fc.constant(kind);
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: kindOf("milestone"), item, to: fc.option(at) }),
  fc.record({ kind: fc.constantFrom("close", "drop", "reopen", "enqueue"), item }),
  fc.record({ kind: kindOf("set"), item, phase: fc.constantFrom("mvp", "polish") }),
  fc.record({ kind: fc.constantFrom("milestone-state", "milestone-title"), at }),
  fc.record({ kind: fc.constantFrom("open-pull", "open-issue") }),
);
const history = fc.record({
  actions: fc.array(fc.record({ action, pauseMs: fc.constantFrom(0, 0, 20, 150, 400) }), {
    minLength: 4,
    maxLength: 14,
  }),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  share: fc.constantFrom(0.5, 1),
});
type History = typeof history extends fc.Arbitrary<infer Value> ? Value : never;

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;

/** Every so manieth item that is asked for by number is not found. */
function misses(): { between(answer: ForeignAnswer): ForeignAnswer; stop(): void } {
  let asked = 0;
  let stopped = false;
  const isMissed = (value: unknown): boolean => {
    if (stopped || !isFields(value) || typeof value["number"] !== "number") return false;
    asked += 1;
    return asked % MISS_EVERY === 0;
  };
  return {
    stop: () => {
      stopped = true;
    },
    between: (answer) => {
      if (!isFields(answer.data) || !isFields(answer.data["repository"])) return answer;
      const { repository } = answer.data;
      const missed = Object.keys(repository).filter((alias) => /^i\d+$/.test(alias) && isMissed(repository[alias]));
      if (missed.length === 0) return answer;
      const errors = missed.map((alias) => ({
        type: "NOT_FOUND",
        path: ["repository", alias],
        message: `Could not resolve to an issue or pull request with the number of ${alias.slice(1)}.`,
      }));
      const shown = { ...repository, ...Object.fromEntries(missed.map((alias) => [alias, null])) };
      return { data: { ...answer.data, repository: shown }, errors: [...(answer.errors ?? []), ...errors] };
    },
  };
}

/** What GitHub refuses didn't happen. */
function attempt(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
  }
}

const ACTS: {
  readonly [Kind in Action["kind"]]: (alice: Person, s: Scenario, action: Extract<Action, { kind: Kind }>) => void;
} = {
  milestone: (alice, _s, { item, to }) => alice.setMilestone(item, to),
  close: (alice, _s, { item }) => alice.close(item),
  drop: (alice, _s, { item }) => alice.close(item, "not_planned"),
  reopen: (alice, _s, { item }) => alice.reopen(item),
  enqueue: (alice, { shop }, { item }) => {
    const queued = [...shop.mergeQueues.values()].flat().map(({ pull }) => pull.number);
    if (!queued.includes(item)) alice.enqueue(item);
  },
  set: (alice, _s, { item, phase }) => void alice.comment(item, `/phase set ${phase}`),
  "milestone-state": (alice, _s, { at }) => alice.closeMilestone(at),
  "milestone-title": (alice, { shop }, { at }) => {
    const title = shop.milestones.find(({ number }) => number === at)?.title;
    alice.editMilestone(at, { title: title === "MVP" ? "Polish 2" : "MVP" });
  },
  "open-pull": (alice) => void alice.openPull("Another"),
  "open-issue": (alice) => void alice.openIssue("Another", { milestone: 1 }),
};

function act(alice: Person, s: Scenario, action: Action): void {
  const perform: (alice: Person, s: Scenario, action: never) => void = ACTS[action.kind];
  perform(alice, s, action as never);
}

const phaseOf = (title: string): number =>
  [/^mvp\b/i, /^enhancement/i, /^polish\b/i].findIndex((each) => each.test(title));

/** By SPEC, for the built-in plan. Labels follow milestones here, and stay where people's commands took nothing away. */
function expectedConclusion({ shop }: Scenario, pull: WorldItem): string {
  const issues = shop.items.filter((each) => each.kind === "issue" && each.milestone !== null);
  const mvp = issues.filter(({ milestone }) => phaseOf(milestone?.title ?? "") === 0);
  const done = mvp.filter((each) => each.kind === "issue" && each.stateReason === "completed");
  const isPassed = done.length > 0 && mvp.every(({ state }) => state === "closed");
  if (!shop.milestones.some(({ title }) => phaseOf(title) !== -1)) return "inactive";
  if (pull.milestone === null) return "neutral";
  const phase = phaseOf(pull.milestone.title);
  return phase === 0 || isPassed ? "success" : "action_required";
}

const commandsLost = ({ shop }: Scenario): string[] =>
  shop.items
    .flatMap(({ number, comments }) => comments.map((comment) => ({ number, comment })))
    .filter(({ comment }) => comment.body.startsWith("/phase"))
    .filter(({ comment }) => !comment.reactions.some(({ content }) => content === "rocket" || content === "confused"))
    .map(({ number, comment }) => `#${number}: ${comment.body}`);

/** Reviews of one phase that are open at a time, and replies to one comment. */
function createdTwice({ shop }: Scenario): string[] {
  const open = shop.items.filter(({ title, state }) => title.startsWith("Boundary review") && state === "open");
  const replies = shop.items.flatMap(({ comments }) =>
    comments.filter(({ author }) => author?.type === "Bot").map(({ body }) => body),
  );
  const named = [...open.map(({ title }) => title), ...replies];
  return named.filter((name, index) => named.indexOf(name) !== index);
}

/** Groups that were failed though each pull request in them may merge. */
function ejected(s: Scenario): string[] {
  const entries = [...s.shop.mergeQueues.values()].flat();
  const open = entries.filter(({ pull }) => pull.state === "open");
  if (open.some(({ pull }) => expectedConclusion(s, pull) === "action_required")) return [];
  return open
    .flatMap(({ headSha }) => s.shop.suites.filter((suite) => suite.headSha === headSha))
    .flatMap(({ runs }) => runs.map(({ conclusion, output }) => `${conclusion} ${output.title}`))
    .filter((text) => text.startsWith("action_required"));
}

async function play({ actions, seed, share }: History): Promise<void> {
  const missing = misses();
  const foreign: ForeignHost = await startForeign({ answer: missing.between });
  const s = await startScenario({ foreign, lag: { ms: LAG_MS, seed, share }, lagPatience: PATIENCE });
  const alice = s.as("alice");
  for (const title of ["MVP", "Polish"]) alice.createMilestone(title);
  for (const title of ["One", "Two"]) alice.openIssue(title, { milestone: 1 });
  for (const title of ["Three", "Four", "Five"]) alice.openPull(title);
  for (const { action: each, pauseMs } of actions) {
    attempt(() => act(alice, s, each));
    if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  missing.stop();
  await s.settled();
  const pulls = s.shop.items.filter(({ kind, state }) => kind === "pull" && state === "open");
  const expected = pulls.map((pull) => [pull.number, expectedConclusion(s, pull)]);
  const isActive = expected.every(([, conclusion]) => conclusion !== "inactive");
  const found = {
    verdicts: isActive ? pulls.map(({ number }) => [number, s.checks(number).at(-1)?.conclusion]) : expected,
    commandsLost: isActive ? commandsLost(s) : [],
    ejected: ejected(s),
    createdTwice: createdTwice(s),
    failures: await s.service.queue.failures(),
  };
  await s.end();
  foreign.close();
  expect(found).toEqual({ verdicts: expected, commandsLost: [], ejected: [], createdTwice: [], failures: [] });
}

test("converges though reads are behind", async () => {
  await fc.assert(fc.asyncProperty(history, play), {
    numRuns: RUNS,
    endOnFailure: true,
    ...(SEED === undefined ? {} : { seed: Number(SEED) }),
  });
}, 3_600_000);

// Histories of what people do while GitHub's reads are behind, and now and then find nothing; what became of each, and what should have.
import { setTimeout as sleep } from "node:timers/promises";
import { GitHubError, type Person, type WorldItem } from "@milegate/sandbox";
import fc from "fast-check";
import type { LagPatience } from "../../src/service/read-lag.ts";
import { type ForeignAnswer, type ForeignHost, startForeign } from "../foreign.ts";
import { type Scenario, type ScenarioSettings, startScenario } from "../scenario.ts";

/** Every so manieth item is not found for a while, as long as the history is played. */
const MISS_EVERY = 10;
/** Pauses of a history are made for this lag, and grow with it. */
const USUAL_LAG_MS = 300;

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
export const lagHistory = fc.record({
  actions: fc.array(fc.record({ action, pauseMs: fc.constantFrom(0, 0, 20, 150, 400) }), {
    minLength: 4,
    maxLength: 14,
  }),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  share: fc.constantFrom(0.5, 1),
  /** What is said of the first pull request at last. */
  override: fc.constantFrom("given", "given and taken back", "none"),
});
export type LagHistory = typeof lagHistory extends fc.Arbitrary<infer Value> ? Value : never;

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;

/** Every so manieth item that is asked for by number is not found for so long. */
function misses(ms: number): { between(answer: ForeignAnswer): ForeignAnswer; stop(): void } {
  let asked = 0;
  let stopped = false;
  const until = new Map<number, number>();
  const isMissed = (value: unknown): boolean => {
    if (stopped || !isFields(value) || typeof value["number"] !== "number") return false;
    asked += 1;
    if (asked % MISS_EVERY === 0) until.set(value["number"], performance.now() + ms);
    return asked % MISS_EVERY === 0 || performance.now() < (until.get(value["number"]) ?? 0);
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

export type LagWorld = {
  lagMs: number;
  patience: LagPatience;
  missMs: number;
  /** When verdicts have to be right after the last event; null: when all is at rest. */
  rightWithinMs: number | null;
};

/** What was found, beside what SPEC says. */
type Played = Record<"verdicts" | "expected" | "commandsLost" | "ejected" | "createdTwice" | "failures", unknown[]>;

/** The first that is open; null where its override was taken back, or none is open. */
async function pullOverridden(s: Scenario, alice: Person, override: Exclude<LagHistory["override"], "none">) {
  const pull = s.shop.items.find(({ kind, state }) => kind === "pull" && state === "open");
  if (pull === undefined) return null;
  // An override is for a head whose check was there.
  for (let waits = 0; waits < 100 && s.checks(pull.number).length === 0; waits += 1) await sleep(20);
  alice.comment(pull.number, "/phase override It can't wait");
  if (override === "given") return pull.number;
  alice.comment(pull.number, "/phase override cancel");
  return null;
}

export async function playHistory({ actions, seed, share, override }: LagHistory, world: LagWorld): Promise<Played> {
  const { lagMs, patience, missMs, rightWithinMs } = world;
  const missing = misses(missMs);
  const foreign: ForeignHost = await startForeign({ answer: missing.between });
  const s = await startNext({ foreign, lag: { ms: lagMs, seed, share }, lagPatience: patience });
  const alice = s.as("alice");
  for (const title of ["MVP", "Polish"]) alice.createMilestone(title);
  for (const title of ["One", "Two"]) alice.openIssue(title, { milestone: 1 });
  for (const title of ["Three", "Four", "Five"]) alice.openPull(title);
  for (const { action: each, pauseMs } of actions) {
    attempt(() => act(alice, s, each));
    if (pauseMs > 0) await sleep((pauseMs * lagMs) / USUAL_LAG_MS);
  }
  // A command's verdict takes two reads that are behind: of the command, and of its record.
  const isSaid = override !== "none" && rightWithinMs === null;
  const overridden = isSaid ? await pullOverridden(s, alice, override) : null;
  missing.stop();
  const early = rightWithinMs === null ? null : await verdictsAfter(s, rightWithinMs);
  await s.settled();
  const isActive = verdictsOf(s, overridden).expected.every(([, conclusion]) => conclusion !== "inactive");
  const { verdicts, expected } = early ?? verdictsOf(s, overridden);
  const found = {
    verdicts: isActive ? verdicts : expected,
    expected,
    commandsLost: isActive ? commandsLost(s) : [],
    ejected: ejected(s),
    createdTwice: createdTwice(s),
    failures: await s.service.queue.failures(),
  };
  await s.end();
  foreign.close();
  return found;
}

let worlds = 0;
let others: Promise<unknown> = Promise.resolve();

/** One after the other, so that no two take the same port. */
function startNext(settings: ScenarioSettings): Promise<Scenario> {
  worlds += 1;
  const skippedIds = worlds;
  const started = others.then(() => startScenario({ ...settings, skippedIds }));
  others = started.catch(() => undefined);
  return started;
}

function verdictsOf(s: Scenario, overridden: number | null) {
  const pulls = s.shop.items.filter(({ kind, state }) => kind === "pull" && state === "open");
  return {
    expected: pulls.map((pull) => [
      pull.number,
      pull.number === overridden ? overriddenConclusion(s, pull) : expectedConclusion(s, pull),
    ]),
    verdicts: pulls.map(({ number }) => [number, s.checks(number).at(-1)?.conclusion]),
  };
}

const TICK_MS = 50;

/**
 * Once there was no event for so long, but those of the app's own checks, labels and comments. A tick counts for no more than it should take,
 * so that a machine that can't keep up is not what is measured.
 */
const overriddenConclusion = (s: Scenario, pull: WorldItem): string =>
  expectedConclusion(s, pull) === "inactive" ? "inactive" : "success";

async function verdictsAfter(s: Scenario, ms: number) {
  let seen = -1;
  for (let quietMs = 0; quietMs < ms; quietMs += TICK_MS) {
    await s.sandbox.deliveries.drained();
    const events = s.sandbox.deliveries.log.filter(isOfPeopleOrMilestones).length;
    if (events !== seen) quietMs = 0;
    seen = events;
    await sleep(TICK_MS);
  }
  return verdictsOf(s, null);
}

const isOfPeopleOrMilestones = ({ action, payload }: { action?: string | null; payload: object }): boolean => {
  const sender = isFields(payload) && isFields(payload["sender"]) ? payload["sender"]["type"] : null;
  return sender !== "Bot" || /milestoned$/.test(action ?? "");
};

// Whatever people do around the gate: a plain model, which knows what they did and nothing of GitHub, predicts every check.
import { expect, jest, test } from "@jest/globals";
import type { Fate } from "@milegate/sandbox";
import fc from "fast-check";
import { type Scenario, startScenario } from "../scenario.ts";

jest.setTimeout(300_000);

const [MVP, POLISH] = [1, 2];
const ISSUES = [1, 2];
const PULLS = [3, 4, 5];

const CHECKS = {
  block: "action_required Blocked",
  warn: "neutral Warning",
  off: "neutral Not enforced",
} as const;

type Gate = { until: "criteria" | "milestone" | "decision"; enforcement: keyof typeof CHECKS };

type Pull = {
  open: boolean;
  wasClosed: boolean;
  milestone: number | null;
  labels: Set<string>;
  base: string;
  overridden: boolean;
};

type Model = Gate & {
  issues: Map<number, "open" | "done" | "dropped">;
  milestoneOpen: boolean;
  /** Of the MVP's boundary review. */
  review: "none" | "open" | "closed";
  decision: "continue" | "pivot" | null;
  pulls: Map<number, Pull>;
  queue: number[];
};

type Real = { scenario: Scenario; alice: ReturnType<Scenario["as"]> };

const modelOf = (gate: Gate): Model => ({
  ...gate,
  issues: new Map([
    [1, "open"],
    [2, "done"],
  ]),
  milestoneOpen: true,
  review: "none",
  decision: null,
  pulls: new Map(
    PULLS.map((number) => [
      number,
      { open: true, wasClosed: false, milestone: null, labels: new Set(), base: "main", overridden: false },
    ]),
  ),
  queue: [],
});

/** SPEC section 4 in the plainest words. */
function isPassed({ issues, until, milestoneOpen, decision }: Model): boolean {
  if (decision !== null) return decision === "continue";
  const all = [...issues.values()];
  const isMet = all.includes("done") && !all.includes("open");
  return isMet && until !== "decision" && (until === "criteria" || !milestoneOpen);
}

function predicted(model: Model, { milestone, labels, base, overridden }: Pull): string {
  if (labels.has("hotfix") || base.startsWith("release/")) return "success Exempt";
  const isPolish = milestone === POLISH || labels.has("shine") || labels.has("phase: polish");
  if (isPolish && isPassed(model)) return "success Open";
  if (!isPolish && milestone === MVP) return "success Open";
  if (overridden) return "success Overridden";
  return isPolish ? CHECKS[model.enforcement] : "neutral No phase";
}

const STRICTEST = ["action_required", "neutral", "success"];

/** The queue merges everything ahead, too. */
function predictedGroup(model: Model, at: number): string {
  const chain = model.queue.slice(0, at + 1).flatMap((number) => model.pulls.get(number) ?? []);
  const conclusions = chain.map((pull) => predicted(model, pull).split(" ", 1)[0]);
  return STRICTEST.find((each) => conclusions.includes(each)) ?? "none";
}

/** Something that people do: when they can, what it means, and how they do it. */
type Deed = {
  name: string;
  can(model: Model): boolean;
  means(model: Model): void;
  act(real: Real): void | Promise<void>;
};

const onPull = (
  name: string,
  number: number,
  can: (pull: Pull, model: Model) => boolean,
  means: (pull: Pull, model: Model) => void,
  act: Deed["act"],
): Deed => ({
  name: `${name} #${number}`,
  can: (model) => {
    const pull = model.pulls.get(number);
    return pull !== undefined && can(pull, model);
  },
  means: (model) => {
    const pull = model.pulls.get(number);
    if (pull !== undefined) means(pull, model);
  },
  act,
});

const isQueued = (model: Model, number: number): boolean => model.queue.includes(number);

/** A command is carried out as things are then, so everything before it has to be. */
async function say({ scenario, alice }: Real, number: number, words: string): Promise<void> {
  await scenario.look({ kind: "repository" });
  alice.comment(number, words);
  await scenario.settled();
}

const issueDeeds = (number: number): Deed[] => [
  ...(["done", "dropped"] as const).map(
    (state): Deed => ({
      name: `${state} #${number}`,
      can: ({ issues }) => issues.get(number) === "open",
      means: ({ issues }) => void issues.set(number, state),
      act: ({ alice }) => alice.close(number, state === "done" ? "completed" : "not_planned"),
    }),
  ),
  {
    name: `reopen #${number}`,
    can: ({ issues }) => issues.get(number) !== "open",
    means: ({ issues }) => void issues.set(number, "open"),
    act: ({ alice }) => alice.reopen(number),
  },
];

const milestoneDeeds: Deed[] = [
  {
    name: "close the milestone",
    can: ({ milestoneOpen }) => milestoneOpen,
    means: (model) => {
      model.milestoneOpen = false;
      if (model.decision === null) model.review = "open";
    },
    act: ({ alice }) => alice.closeMilestone(MVP),
  },
  {
    name: "reopen the milestone",
    can: ({ milestoneOpen }) => !milestoneOpen,
    means: (model) => {
      model.milestoneOpen = true;
      if (model.decision === null) model.review = "closed";
    },
    act: ({ alice }) => alice.reopenMilestone(MVP),
  },
  ...(["continue", "pivot"] as const).map(
    (outcome): Deed => ({
      name: `decide to ${outcome}`,
      can: ({ review }) => review === "open",
      means: (model) => {
        model.decision = outcome;
        if (outcome === "continue") model.review = "closed";
      },
      act: async (real) => {
        await real.scenario.look({ kind: "repository" });
        const review = real.scenario.reviews().at(-1);
        const words = outcome === "pivot" ? "/phase pivot they want less" : "/phase continue --waive good enough";
        await say(real, review?.number ?? 0, words);
      },
    }),
  ),
];

const labelDeeds = (number: number): Deed[] =>
  ["hotfix", "shine", "phase: polish"].flatMap((label) => [
    onPull(
      `label ${label}`,
      number,
      // A milestone decides over a phase's label, which is another rule than the gate's.
      ({ labels, milestone }) => !labels.has(label) && (label !== "phase: polish" || milestone === null),
      ({ labels }) => void labels.add(label),
      async ({ scenario, alice }) => {
        // The app's own of that name has to be gone: GitHub tells nothing of a label that is there already.
        if (label === "phase: polish") await scenario.look({ kind: "repository" });
        alice.label(number, label);
      },
    ),
    onPull(
      `unlabel ${label}`,
      number,
      ({ labels }) => labels.has(label),
      ({ labels }) => void labels.delete(label),
      ({ alice }) => alice.unlabel(number, label),
    ),
  ]);

const pullDeeds = (number: number): Deed[] => [
  ...[MVP, POLISH, null].map((to) =>
    onPull(
      `milestone ${to}`,
      number,
      ({ milestone, labels }) => milestone !== to && !labels.has("phase: polish"),
      (pull) => {
        pull.milestone = to;
      },
      ({ alice }) => alice.setMilestone(number, to),
    ),
  ),
  ...["main", "release/1.0"].map((base) =>
    onPull(
      `base ${base}`,
      number,
      (pull, model) => pull.open && pull.base !== base && !isQueued(model, number),
      (pull) => {
        pull.base = base;
      },
      ({ alice }) => alice.changeBase(number, base),
    ),
  ),
  onPull(
    "push to",
    number,
    ({ open }, model) => open && !isQueued(model, number),
    // An override is for the head that it was given for.
    (pull) => {
      pull.overridden = false;
    },
    ({ alice }) => void alice.push(`topic-${number}`),
  ),
  onPull(
    "close",
    number,
    ({ open }, model) => open && !isQueued(model, number),
    (pull) => Object.assign(pull, { open: false, wasClosed: true, overridden: false }),
    ({ alice }) => alice.close(number),
  ),
  onPull(
    "reopen",
    number,
    ({ open }) => !open,
    (pull) => {
      pull.open = true;
    },
    ({ alice }) => alice.reopen(number),
  ),
  onPull(
    "override",
    number,
    // GitHub counts in seconds: what is overridden in the second of its closing isn't.
    ({ open, wasClosed }) => open && !wasClosed,
    (pull) => {
      pull.overridden = true;
    },
    (real) => say(real, number, "/phase override customers wait"),
  ),
  onPull(
    "cancel the override of",
    number,
    ({ open, overridden }) => open && overridden,
    (pull) => {
      pull.overridden = false;
    },
    (real) => say(real, number, "/phase override cancel"),
  ),
  onPull(
    "enqueue",
    number,
    ({ open, base }, model) => open && base === "main" && !isQueued(model, number),
    (_pull, { queue }) => void queue.push(number),
    ({ alice }) => void alice.enqueue(number),
  ),
  onPull(
    "dequeue",
    number,
    (_pull, model) => isQueued(model, number),
    (_pull, { queue }) => void queue.splice(queue.indexOf(number), 1),
    ({ alice }) => alice.dequeue(number),
  ),
];

/** What is rare, or matters most, has more than one chance. */
const CHANCES: readonly [RegExp, number][] = [
  [/enqueue|milestone 2 |done/, 4],
  [/the milestone|decide/, 8],
];

const deeds: readonly Deed[] = [
  ...ISSUES.flatMap(issueDeeds),
  ...milestoneDeeds,
  ...PULLS.flatMap((number) => [...pullDeeds(number), ...labelDeeds(number)]),
].flatMap((deed) => Array.from({ length: CHANCES.find(([name]) => name.test(deed.name))?.[1] ?? 1 }, () => deed));

async function compare(model: Model, { scenario }: Real): Promise<void> {
  const { shop, check, look } = scenario;
  scenario.sandbox.deliveries.release((held) => held.toReversed());
  await look({ kind: "repository" });
  const open = [...model.pulls].filter(([, pull]) => pull.open);
  const entries = shop.mergeQueues.get("main") ?? [];
  const on = (sha: string) =>
    shop.suites
      .filter(({ headSha }) => headSha === sha)
      .flatMap(({ runs }) => runs.map(({ conclusion }) => conclusion));
  expect({
    checks: open.map(([number]) => [number, check(number).replace(/:.*| for .*|(?<=No phase).*/s, "")]),
    queue: entries.map(({ pull, headSha }) => [pull.number, on(headSha).join()]),
  }).toEqual({
    checks: open.map(([number, pull]) => [number, predicted(model, pull)]),
    queue: model.queue.map((number, at) => [number, predictedGroup(model, at)]),
  });
}

type Command = fc.AsyncCommand<Model, Real>;

const commandOf = (deed: Deed): Command => ({
  check: (model) => deed.can(model),
  run: async (model, real) => {
    await deed.act(real);
    deed.means(model);
  },
  toString: () => deed.name,
});

const comparison: Command = { check: () => true, run: compare, toString: () => "compare" };

const planOf = ({ until, enforcement }: Gate): string => `
version: 1
gate: { until: ${until}, exempt: { labels: [Hotfix], branches: ["release/**"] } }
phases:
  - { id: mvp, name: MVP, milestones: [MVP] }
  - { id: polish, name: Polish, milestones: [Polish], enforcement: ${enforcement}, aliases: [shine] }
`;

async function stage(gate: Gate, fates: readonly Fate[]): Promise<Real> {
  const scenario = await startScenario({ files: { ".github/milegate.yml": planOf(gate) } });
  const alice = scenario.as("alice");
  for (const title of ["MVP", "Polish"]) alice.createMilestone(title);
  for (const name of ["hotfix", "shine", "phase: mvp", "phase: polish"]) alice.createLabel(name);
  for (const number of ISSUES) alice.openIssue(`Issue ${number}`, { milestone: MVP });
  alice.close(2);
  for (const number of PULLS) alice.openPull(`Pull ${number}`, { branch: `topic-${number}` });
  alice.push("release/1.0", {});
  await scenario.settled();
  const { deliveries } = scenario.sandbox;
  // A command whose comment is never told of is not given; that is another test's.
  deliveries.fate = ({ event }) =>
    event === "issue_comment" ? "deliver" : (fates[deliveries.log.length % fates.length] ?? "deliver");
  return { scenario, alice };
}

const gates = fc.record<Gate>({
  until: fc.constantFrom("criteria", "milestone", "milestone", "decision"),
  enforcement: fc.constantFrom("block", "block", "warn", "off"),
});
const fates = fc.array(fc.constantFrom<Fate>("deliver", "deliver", "lose", "twice", "hold"), { minLength: 3 });
const commands = fc.commands(
  [...deeds.map((deed) => fc.constant(commandOf(deed))), ...Array.from({ length: 15 }, () => fc.constant(comparison))],
  { maxCommands: 100, size: "max" },
);

test("a plain model predicts every check", async () => {
  const play = async (gate: Gate, fate: readonly Fate[], chosen: Iterable<Command>) => {
    const real = await stage(gate, fate);
    const model = modelOf(gate);
    let written: string[] = [];
    let problems: string[] = [];
    try {
      await fc.asyncModelRun(() => ({ model, real }), chosen);
      await compare(model, real);
      real.scenario.sandbox.deliveries.fate = () => "deliver";
      // That closing ended an override is written down when the pull request itself is looked at.
      for (const number of PULLS) await real.scenario.look({ kind: "item", number });
      written = await real.scenario.settles();
    } finally {
      problems = await real.scenario.end();
    }
    expect({ written, problems }).toEqual({ written: [], problems: [] });
  };
  await fc.assert(fc.asyncProperty(gates, fates, commands, play), {
    numRuns: Number(process.env["CONVERGENCE_RUNS"] ?? 3),
    endOnFailure: true,
  });
});

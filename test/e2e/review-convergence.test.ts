// Whatever people do around a boundary, and whatever becomes of the webhooks: one look brings it to what a plain model says.
import { expect, jest, test } from "@jest/globals";
import type { Fate } from "@milegate/sandbox";
import { type Comment, GitHubError, type WorldItem } from "@milegate/sandbox";
import fc from "fast-check";
import { type Scenario, startScenario } from "../scenario.ts";

jest.setTimeout(300_000);

type World = Pick<Scenario, "as" | "reviews" | "sandbox" | "dies">;
/** `n` is any number, for what there is to choose. */
type Action = (world: World, n: number) => void;

const at = (world: World): WorldItem | undefined => world.reviews().at(-1);
const recordsOn = (item: WorldItem | undefined, ...kinds: string[]): Comment[] =>
  (item?.comments ?? []).filter(
    ({ body, author }) => author?.type === "Bot" && kinds.some((kind) => body.startsWith(`<!-- milegate:${kind} `)),
  );
const decisionsOn = (item: WorldItem | undefined): Comment[] => recordsOn(item, "decision");

const say =
  (login: string, words: string): Action =>
  (world) => {
    const review = at(world);
    if (review !== undefined) world.as(login).comment(review.number, words);
  };

const onRecord =
  (act: (world: World, review: WorldItem, record: Comment) => void): Action =>
  (world, n) => {
    const review = at(world);
    const records = recordsOn(review, "decision", "vote", "concern", "resolve");
    const record = records[n % Math.max(1, records.length)];
    if (review !== undefined && record !== undefined) act(world, review, record);
  };

/** Somewhere on the way through the command. */
const dyingOn =
  (act: Action): Action =>
  (world, n) => {
    world.dies({ requests: n % 16, when: n % 32 < 16 ? "before" : "after" });
    act(world, n);
  };

const actions: readonly Action[] = [
  (world) => world.as("alice").closeMilestone(1),
  (world) => world.as("alice").closeMilestone(1),
  (world) => world.as("alice").reopenMilestone(1),
  say("alice", "/phase continue --waive fine"),
  say("bob", "/phase continue --waive fine"),
  say("alice", "/phase pivot not yet"),
  say("bob", "/phase stop enough"),
  say("mallory", "/phase pivot not yet\n/phase continue --waive fine"),
  say("bob", "/phase review"),
  say("carol", "/phase continue"),
  say("carol", "/phase concern speed"),
  say("carol", "/phase resolve speed"),
  say("mallory", "/phase resolve speed\n/phase continue --waive fine"),
  say("alice", "/phase carry-over polish"),
  onRecord((world, { number }, record) => world.as("alice").deleteComment(number, record)),
  onRecord((world, { number }, record) => world.as("alice").editComment(number, record, `${record.body} (edited)`)),
  (world) => {
    const label = at(world)?.labels.find(({ name }) => name.startsWith("decision: "));
    if (label !== undefined) world.as("alice").unlabel(at(world)?.number ?? 0, label.name);
  },
  (world) => {
    const review = at(world);
    if (review !== undefined) world.as("alice").edit(review.number, { body: "Nothing to see." });
  },
  ({ sandbox: { deliveries } }, n) => {
    const delivery = deliveries.log[n % Math.max(1, deliveries.log.length)];
    if (delivery !== undefined) deliveries.redeliver(n % 2 === 0 ? delivery : { ...delivery, guid: `again-${n}` });
  },
  (world, n) => world.dies({ requests: n % 25, when: n % 2 === 0 ? "before" : "after" }),
  dyingOn(say("alice", "/phase continue --waive fine")),
  dyingOn(say("bob", "/phase pivot not yet")),
  dyingOn(say("mallory", "/phase stop enough")),
  dyingOn(say("carol", "/phase concern size")),
  dyingOn(say("mallory", "/phase resolve size")),
  dyingOn(say("bob", "/phase review")),
  dyingOn(say("alice", "/phase carry-over polish")),
];

type Decided = { id: number; item: number; outcome: string };

/** Every decision that the app ever recorded, in whatever review, as GitHub answered when it was written. */
const everDecided = ({ sandbox }: World): Decided[] =>
  sandbox.traffic.asked.flatMap(({ method, path, body, answer }) => {
    const [, item] = /\/issues\/(\d+)\/comments$/.exec(path) ?? [];
    const [, outcome] = /^<!-- milegate:decision .*?outcome=(\w+)/.exec(textIn(body)) ?? [];
    const id = typeof answer === "object" && answer !== null && "id" in answer ? Number(answer.id) : 0;
    return method === "POST" && item !== undefined && outcome !== undefined && id > 0
      ? [{ id, item: Number(item), outcome }]
      : [];
  });

const textIn = (body: unknown): string =>
  typeof body === "object" && body !== null && "body" in body ? String(body.body) : "";

/**
 * SPEC section 6 in the plainest words: the latest decision, where one to continue counts only while the app's record is there as it
 * was written. What restricts goes on counting.
 */
function modelOf(world: World, reviews: readonly WorldItem[]): string | null {
  const there = new Set(
    reviews
      .flatMap(decisionsOn)
      .filter(({ editor }) => editor === null || editor.type === "Bot")
      .map(({ id }) => id),
  );
  return (
    everDecided(world)
      .filter(({ item }) => reviews.some(({ number }) => number === item))
      .filter(({ id, outcome }) => outcome !== "continue" || there.has(id))
      .toSorted((a, b) => a.id - b.id)
      .at(-1)?.outcome ?? null
  );
}

/** Undecided, the criteria count, and the only issue of the MVP is open. */
const expectedGate = (decided: string | null): string => (decided === "continue" ? "success" : "action_required");

type Plan = {
  quorum: number;
  carryOver: string;
  told: string;
  steps: readonly { act: Action; n: number }[];
  fates: readonly Fate[];
};

async function play({ quorum, carryOver, told, steps, fates }: Plan): Promise<void> {
  const files = {
    ".github/milegate.yml": `version: 1\nreview: { quorum: ${quorum}, carry_over: ${carryOver} }\ncommunicate: { mention: [${told}] }\n`,
  };
  const roles = { alice: "admin", bob: "maintain", carol: "triage", mallory: "maintain" } as const;
  const scenario = await startScenario({ roles, files, crashable: true });
  const { as, sandbox, settled, look, reviews, checks } = scenario;
  for (const title of ["MVP", "Polish"]) as("alice").createMilestone(title);
  as("alice").openIssue("One", { milestone: 1 });
  as("alice").openIssue("Rest", { milestone: 1 });
  const pull = as("alice").openPull("Two");
  as("alice").setMilestone(pull.number, 2);
  // Nearly all that can happen here needs a review.
  as("alice").closeMilestone(1);
  await settled();
  sandbox.deliveries.fate = () => fates[sandbox.deliveries.log.length % fates.length] ?? "deliver";
  for (const [index, { act, n }] of steps.entries()) {
    attempt(() => act(scenario, n));
    if (index % 2 === 1) await settled();
  }
  sandbox.deliveries.fate = () => "deliver";
  sandbox.deliveries.release((held) => held.toReversed());
  await settled();
  await look({ kind: "repository" });
  const open = reviews().filter(({ state }) => state === "open");
  const rounds = reviews().map(({ body }) => /round=(\d+)/.exec(body)?.[1]);
  const seen = {
    gate: checks(pull.number).at(-1)?.conclusion,
    onlyOneOpen: open.length <= 1,
    roundsAreApart: new Set(rounds).size === rounds.length,
    labels: reviews().map((review) =>
      review.labels.map(({ name }) => name).filter((name) => name.startsWith("decision: ")),
    ),
    open: reviews().map((review) => (isOver(scenario, review) ? review.state : "")),
    twice: reviews().flatMap(writtenTwice),
    unanswered: reviews().flatMap(leftHalfway),
    written: await scenario.settles(),
    failures: await scenario.service.queue.failures(),
    problems: await scenario.end(),
  };
  expect(seen).toEqual({
    gate: expectedGate(modelOf(scenario, reviews())),
    onlyOneOpen: true,
    roundsAreApart: true,
    labels: reviews().map((review) => labelsOf(scenario, review)),
    open: reviews().map((review) => (isOver(scenario, review) ? "closed" : "")),
    twice: [],
    unanswered: [],
    written: [],
    failures: [],
    problems: [],
  });
}

/** Nobody here reopens a review, so one that decided to continue or to stop is closed. */
const isOver = (world: World, review: WorldItem): boolean =>
  ["continue", "stop"].includes(modelOf(world, [review]) ?? "");

/** Whatever crashed on the way: a command has one record of a kind, one answer of a kind; a decision is told once. */
function writtenTwice(review: WorldItem): string[] {
  const marks = review.comments.flatMap(({ body, author }) => {
    if (author?.type !== "Bot") return [];
    const [, kind, command = ""] =
      /^<!-- milegate:(\w[\w-]*) .*?((?:command=\d+ line|decision|request)=\d+)/.exec(body) ?? [];
    const [reply] = /<!-- milegate:reply comment=\d+ -->/.exec(body) ?? [];
    return [...(kind === undefined ? [] : [`${kind} ${command}`]), ...(reply === undefined ? [] : [reply])];
  });
  return marks.filter((mark, index) => marks.indexOf(mark) !== index);
}

/** What was taken up is carried through, and what was recorded is not refused. */
const leftHalfway = (review: WorldItem): string[] =>
  review.comments.flatMap(({ id, body, reactions }) => {
    const given = reactions.map(({ content }) => content).join();
    const isRecorded = review.comments.some((other) => other.body.includes(` command=${id} line=1 `));
    const wrong = given === "eyes" || (isRecorded && !body.includes("\n") && given !== "eyes,rocket");
    return wrong ? [`${body}: ${given}`] : [];
  });

/** One label for what the round decided. */
function labelsOf(world: World, review: WorldItem): string[] {
  const decided = modelOf(world, [review]);
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
  const step = fc.record({ act: fc.constantFrom(...actions), n: fc.nat(1_000) });
  const steps = fc.array(step, { minLength: 4, maxLength: 14 });
  const plan = fc.record({
    quorum: fc.constantFrom(1, 2),
    carryOver: fc.constantFrom("ask", "move", "leave"),
    told: fc.constantFrom("", "carol"),
    steps,
    fates,
  });
  const seed = process.env["CONVERGENCE_SEED"];
  await fc.assert(fc.asyncProperty(plan, play), {
    numRuns: Number(process.env["CONVERGENCE_RUNS"] ?? 4),
    endOnFailure: true,
    ...(seed !== undefined && { seed: Number(seed) }),
  });
});

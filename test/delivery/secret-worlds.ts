// Random deliveries in which each repository's name and texts have a word of their own, for properties of what may be shown where.
import fc from "fast-check";
import { commentOf } from "../../src/decisions/record.ts";
import { reviewMarker } from "../../src/decisions/review-marker.ts";
import { assembleDelivery } from "../../src/delivery/delivery.ts";
import { type KnownMember, othersOf } from "../../src/delivery/others.ts";
import type {
  CountedIssue,
  Fact,
  FactQuery,
  FactValue,
  Milestone,
  OwnIssue,
  Reference,
  RepositoryReading,
  RepositoryVisibility,
} from "../../src/github/model.ts";
import { type Resolution, resolvePlan } from "../../src/plan/resolve.ts";
import type { RosterEntry } from "../../src/plan/roster.ts";
import { factsNeeded } from "../../src/reconcile/needed-facts.ts";
import type { Scope, Snapshot } from "../../src/snapshot.ts";
import { milestone, NOW, pull, recordComment, repositoryReading, review } from "../builders.ts";

export type SecretWorld = typeof secretWorld extends fc.Arbitrary<infer Value> ? Value : never;
type MemberOfWorld = SecretWorld["members"][number];

/** Words that nothing else says. */
export const nameWord = (at: number): string => `n${at}zq`;
export const textWord = (at: number): string => `t${at}zq`;
const NAMES = [0, 1, 2, 3].map(nameWord);

const places = fc.constantFrom("", ", repository: all", ...NAMES.map((name) => `, repository: ${name}`));
/** Some take a place, the others are about all milestones. */
const PLACED = [
  "no-open: { labels: [bug]",
  "workflow: { file: ci.yml",
  "release: { tag: 'v*'",
  "deployment: { environment: staging",
  "files-exist: { paths: [README.md]",
  "alerts: { kinds: [dependabot]",
  "check: { name: build",
];
const ANYWHERE = [
  ..."issues-closed,tasks-done,pull-requests-merged,approvals,hypotheses-tested,feedback,scope,timebox".split(","),
];
const criterion = fc.oneof(
  fc.constantFrom(...ANYWHERE),
  fc.tuple(fc.constantFrom(...PLACED), places).map(([text, place]) => `${text}${place} }`),
);

const small = fc.integer({ min: 0, max: 3 });
const visibility = fc.constantFrom<RosterEntry["visibility"]>("public", "public", "private", "internal", "unknown");
const secretMilestone = fc.record({
  title: fc.constantFrom("MVP", "MVP", "Enhancement", "Polish", "Else"),
  ...{ isClosed: fc.boolean(), open: small, done: small, dropped: small, unsure: small, tasks: small, ticked: small },
});
const member = fc.record({
  visibility,
  /** Whether what it says itself of who reads it is something else than what the owner's list says. */
  disputed: fc.option(visibility, { freq: 8 }),
  state: fc.constantFrom("reached", "reached", "reached", "reached", "away", "archived"),
  milestones: fc.array(secretMilestone, { maxLength: 4 }),
  answers: fc.array(fc.nat(5), { minLength: 7, maxLength: 7 }),
});

export const secretWorld = fc.record({
  members: fc.tuple(member, member, member, member),
  home: fc.constantFrom(...NAMES),
  titles: fc.boolean(),
  until: fc.constantFrom("criteria", "milestone", "decision"),
  criteria: fc.tuple(
    fc.array(criterion, { minLength: 1, maxLength: 5 }),
    fc.array(criterion, { minLength: 1, maxLength: 3 }),
  ),
  decision: fc.option(fc.constantFrom("continue", "pivot", "stop")),
});

const urlOf = (at: number): string => `https://github.com/octo/${nameWord(at)}`;

const planText = ({ home, titles, until, criteria: [mvp, polish] }: SecretWorld): string => `version: 1
deliveries:
  - id: checkout
    name: Checkout
    repositories: [${NAMES.join(", ")}]
    home: ${home}
    titles: ${titles}
    gate: { until: ${until} }
    phases:
      - { id: mvp, name: MVP, milestones: ["MVP*"], share: 30, criteria: [${asList(mvp)}] }
      - { id: enhancement, name: Enhancement, milestones: ["Enhancement*"], share: 40, timebox: 2w }
      - { id: polish, name: Polish, milestones: ["Polish*"], share: 30, requires: [mvp], criteria: [${asList(polish)}] }
`;

/** Each once, as a plan wants it. */
const asList = (texts: readonly string[]): string =>
  [...new Map(texts.map((text) => [text.split(":")[0], text])).values()]
    .map((text) => (text.includes(":") ? `{ ${text} }` : text))
    .join(", ");

const referenceAt = (at: number, number: number): Reference => ({
  ...{ number, title: `Issue ${textWord(at)} ${number}`, url: `${urlOf(at)}/issues/${number}` },
});

function milestoneAt(at: number, index: number, own: MemberOfWorld["milestones"][number]): Milestone {
  const open = own.isClosed ? 0 : own.open;
  const lines = (count: number, box: string) => Array.from({ length: count }, () => `- [${box}] Task ${textWord(at)}`);
  return milestone(index + 1, `${own.title} ${textWord(at)}`, {
    ...{ state: own.isClosed ? "closed" : "open", closedAt: own.isClosed ? NOW : null },
    url: `${urlOf(at)}/milestone/${index + 1}`,
    description: [...lines(own.tasks, " "), ...lines(own.ticked, "x")].join("\n"),
    issues: {
      ...{ open, done: own.done, dropped: own.dropped, unsure: Math.min(own.unsure, own.done) },
      firstOpen: Array.from({ length: open }, (_, n) => referenceAt(at, 100 * (index + 1) + n)),
    },
  });
}

/** All of a milestone, as its counts are; `pick` says how many of those that are unsure were dropped. */
function issuesOf(at: number, own: MemberOfWorld["milestones"][number], pick: number): CountedIssue[] {
  const unsure = pick % (Math.min(own.unsure, own.done) + 1);
  const counts = [own.isClosed ? 0 : own.open, own.done - unsure, own.dropped + unsure];
  return (["open", "done", "dropped"] as const).flatMap((state, kind) =>
    Array.from({ length: counts[kind] ?? 0 }, (_, n) => ({
      ...{ ...referenceAt(at, 300 * (kind + 1) + n), createdAt: NOW, joinedAt: NOW, state },
      labels: ["bug", "hypothesis", "feedback", ...(n % 2 === 0 ? ["validated"] : [])],
    })),
  );
}

/** The same for the same question to the same repository. */
function answerOf(at: number, { answers, milestones }: MemberOfWorld, query: FactQuery): Fact["answer"] {
  const pick = (answers[query.kind.length % answers.length] ?? 0) + ("milestone" in query ? query.milestone : 0);
  // What the issues of a milestone tell along the way is no secret of a count that may not be read by itself.
  if (pick % 6 === 5 && query.kind !== "dropped-issues") return { kind: "denied", permission: "some: read" };
  const list = Array.from({ length: pick % 3 }, (_, n) => referenceAt(at, 900 + n));
  const own = "milestone" in query ? milestones[query.milestone - 1] : undefined;
  const issues = own === undefined ? [] : issuesOf(at, own, answers[0] ?? 0);
  const url = `${urlOf(at)}/${textWord(at)}`;
  const values: Record<FactQuery["kind"], unknown> = {
    "added-issues": issues.slice(pick % 2),
    "milestone-issues": "labels" in query && query.labels.length > 0 ? issues.slice(pick % 3) : issues,
    "unlabelled-issues": list,
    "commented-pulls": list.map((each) => ({ ...each, comments: [recordComment(1, { body: textWord(at) })] })),
    deployment: pick % 3 === 0 ? null : { state: pick % 3 === 1 ? "SUCCESS" : `FAILURE ${textWord(at)}` },
    "dropped-issues": issues.filter(({ state }) => state === "dropped").length,
    "head-check": pick % 3 === 0 ? null : { outcome: pick % 3 === 1 ? "success" : "failure", url },
    "merged-pulls": { total: list.length + (pick % 2), lacking: list },
    "open-alerts": (["open", "none", "off"] as const)[pick % 3],
    "open-issues": { first: list, total: list.length },
    "open-pulls": { first: list, total: list.length },
    path: pick % 2 === 0,
    releases: [
      ...(pick % 2 === 0
        ? [{ tag: `v1-${textWord(at)}`, name: textWord(at), url, prerelease: false, publishedAt: NOW }]
        : []),
    ],
    "workflow-run": (
      ["no-workflow", "no-run", { conclusion: "success", url }, { conclusion: "failure", url }] as const
    )[pick % 4],
  };
  return { kind: "read", value: values[query.kind] as FactValue };
}

/** With who decided, and why. */
function reviewsOf({ decision }: SecretWorld, at: number, id: string): OwnIssue[] {
  const origin = { by: textWord(at), byId: 2, command: 5, line: 1, at: NOW, repository: id, item: 90 };
  const decided = { kind: "decision" as const, phase: "mvp", round: 1, waived: [], deciders: [textWord(at)] };
  const comment = decision && {
    ...recordComment(6, { place: { repository: id, item: 90 }, url: `${urlOf(at)}/issues/90#6` }),
    body: commentOf({ ...decided, outcome: decision, reason: `Because ${textWord(at)}`, ...origin }, textWord(at)),
  };
  const labelled = ["boundary review", "phase: mvp"].map((name) => ({ name, at: NOW }));
  return [
    review(90, {
      ...{ repository: id, url: `${urlOf(at)}/issues/90`, title: `Boundary review: MVP ${textWord(at)}` },
      body: `${reviewMarker({ phase: { id: "mvp" } as never, round: 1 }, id)}\n\n${textWord(at)}`,
      history: { isTransferred: false, labelled, deleted: [] },
      comments: comment === null ? [] : [comment],
    }),
  ];
}

export type Placing = { at: number; snapshot: Snapshot };

const SCOPES: readonly Scope[] = [
  { kind: "items" },
  { kind: "phases" },
  { kind: "delivery", requirement: { kind: "unread" } },
  { kind: "dashboard", requirement: { kind: "unread" }, dashboards: [] },
];

/** A look of each kind at each repository that is reached. `isPublic`: as if everybody might read everything. */
export function looksIn(world: SecretWorld, isPublic: boolean): Placing[] {
  const text = planText(world);
  const shown = (value: RosterEntry["visibility"]) => (isPublic ? "public" : value);
  const repositories = world.members.flatMap(({ state, ...each }, at) =>
    state === "away"
      ? []
      : [{ name: nameWord(at), id: String(at), visibility: shown(each.visibility), isArchived: state === "archived" }],
  );
  const roster = { isOrganization: true, repositories, properties: null, editable: [] };
  const readings = world.members.map(({ visibility: said, disputed, milestones }, at): RepositoryReading => {
    const seen = shown(disputed ?? said);
    return repositoryReading({
      ...{
        node: `R_${at}`,
        id: String(at),
        name: nameWord(at),
        url: urlOf(at),
        roster,
        ownerConfig: { oid: "o", text },
      },
      ...(seen === "unknown" ? {} : { visibility: seen satisfies RepositoryVisibility }),
      milestones: milestones.map((each, index) => milestoneAt(at, index, each)),
      labels: [{ name: `label ${textWord(at)}`, description: "" }],
      reviews: nameWord(at) === world.home ? reviewsOf(world, at, String(at)) : [],
    });
  });
  const plans = readings.map((reading) => resolvePlan({ ...reading, repository: null, owner: { text } }));
  const known = new Map<string, KnownMember>();
  const keep = (reading: RepositoryReading) => known.set(reading.name, { kind: "read", reading });
  for (const reading of readings) keep(reading);
  const whole = readings.map((reading, at) => withAnswers(world, at, reading, plans[at], known));
  for (const reading of whole) keep(reading);
  return whole.flatMap((reading, at) => {
    const plan = plans[at];
    if (plan?.kind !== "active" || plan.delivery === null || world.members[at]?.state !== "reached") return [];
    const others = othersOf(plan.plan, plan.delivery, reading, known);
    return SCOPES.map((scope) => ({ at, snapshot: snapshotOf({ repository: reading, plan, others, scope }) }));
  });
}

function withAnswers(
  { members }: SecretWorld,
  at: number,
  reading: RepositoryReading,
  plan: Resolution | undefined,
  known: ReadonlyMap<string, KnownMember>,
): RepositoryReading {
  const own = members[at];
  if (plan?.kind !== "active" || plan.delivery === null || own === undefined) return reading;
  const delivery = assembleDelivery(plan.plan, reading, othersOf(plan.plan, plan.delivery, reading, known));
  const needed = [...SCOPES.flatMap((scope) => factsNeeded(delivery, scope, NOW))];
  const distinct = [...new Map(needed.map((query) => [JSON.stringify(query), query])).values()];
  return { ...reading, facts: distinct.map((query) => ({ query, answer: answerOf(at, own, query) })) };
}

const snapshotOf = ({
  repository,
  ...seen
}: Pick<Snapshot, "repository" | "plan" | "scope"> & Required<Pick<Snapshot, "others">>): Snapshot => ({
  ...seen,
  repository,
  items: [
    pull(1, { milestone: { number: 9, title: "Polish" } }),
    pull(2, { labels: ["phase: enhancement"] }),
    pull(3, { milestone: { number: 8, title: "MVP" } }),
    pull(4),
  ],
  groups: [],
  proposals: [],
});

// What a proposed plan would make of the open pull requests, from a bounded number of reads.
import { assembleDelivery } from "../delivery/delivery.ts";
import { proposalOf } from "../delivery/proposal.ts";
import type { FactQuery, PlanFile, PullItem, RepositoryReading } from "../github/model.ts";
import type { Reader } from "../github/port.ts";
import { needsLabelOrigin } from "../labels/labels.ts";
import { retiredLabels } from "../labels/phase-labels.ts";
import type { Resolution } from "../plan/resolve.ts";
import { openPullsAmong, type ProposedPlan, type Snapshot } from "../snapshot.ts";
import { factsNeeded } from "./needed-facts.ts";
import { plainPull } from "./observe-phases.ts";

/** The open pull requests that were updated last. */
const JUDGED = 50;
/** Of those, as many as are read one by one for what lists don't bring. */
const ALONE = 10;
/** Facts that the plan in force does not ask for. */
const MORE_FACTS = 10;

/** `total` is how many pull requests are open. */
export type Judged = { pulls: PullItem[]; total: number };

/** For all proposals of a look together. What the look itself knows better is taken from there. */
export async function readJudged(read: Reader, { items, plan, repository }: Snapshot): Promise<Judged> {
  const { items: listed, total } = await read.recentPulls(JUDGED);
  const known = new Map(openPullsAmong(items).map((pull) => [pull.number, pull]));
  const others = listed.filter(({ number }) => !known.has(number));
  const needsMore = (pull: (typeof others)[number]): boolean =>
    !pull.isWhole ||
    (plan.kind === "active" &&
      needsLabelOrigin(
        plan.plan,
        { ...pull, wasSeen: pull.check !== null },
        retiredLabels(plan.plan, repository.labels),
      ));
  const close = others.filter(needsMore).slice(0, ALONE);
  const alone = close.length === 0 ? [] : await read.itemsAlone(close.map(({ number }) => number));
  const pulls = [
    ...listed.flatMap(({ number }) => known.get(number) ?? []),
    ...others.filter((pull) => !needsMore(pull)).map(plainPull),
    ...openPullsAmong(alone),
  ];
  return { pulls, total };
}

type Effect = Pick<ProposedPlan, "effect" | "left">;

/** Under the proposed plan; facts beyond the bound are unknown there. */
export async function underProposal(
  read: Reader,
  snapshot: Snapshot,
  { pulls, total }: Judged,
  { file, now }: { file: PlanFile["file"]; now: Date },
): Promise<Effect> {
  const { plan } = proposalOf(snapshot.repository, file);
  const repository = await withProposedFacts(read, snapshot.repository, plan, now);
  const effect: Snapshot = {
    ...{ repository, plan, items: pulls, planFiles: [] },
    ...{ scope: { kind: "items" }, groups: [], proposals: [] },
  };
  return { effect, left: Math.max(0, total - pulls.length) };
}

async function withProposedFacts(
  read: Reader,
  repository: RepositoryReading,
  plan: Resolution,
  now: Date,
): Promise<RepositoryReading> {
  if (plan.kind !== "active") return repository;
  const needed = factsNeeded(assembleDelivery(plan.plan, { ...repository, facts: [] }), { kind: "items" }, now);
  const isKnown = (query: FactQuery) =>
    repository.facts.some((fact) => JSON.stringify(fact.query) === JSON.stringify(query));
  const missing = [...needed.filter((query) => !isKnown(query)), ...workflowFiles(needed)];
  const facts = await read.someFacts(missing, MORE_FACTS);
  return { ...repository, facts: [...repository.facts, ...facts] };
}

/** Whether the workflows are there at all. */
const workflowFiles = (queries: readonly FactQuery[]): FactQuery<"path">[] =>
  queries.flatMap((query) =>
    query.kind === "workflow-run" ? [{ kind: "path", path: `.github/workflows/${query.file}` }] : [],
  );

// What a look teaches of how the delivery stands, and whether its dashboard would say something else than was written.
import { dashboardText, laterNamed } from "../dashboard/feature.ts";
import { situationOf, withCriteriaFacts } from "../feature.ts";
import type { PullItem, RepositoryReading } from "../github/model.ts";
import { openPullsAmong, pullsAmong, type Snapshot } from "../snapshot.ts";
import type { Subject } from "../subject.ts";
import { type DashboardDigests, type DeliveryStanding, NO_STANDING, stillUnanswered } from "./standing.ts";

/** One look: what it was about, and what it saw. */
export type SeenLook = { subject: Subject; snapshot: Snapshot; at: Date };

/** A look at all open pull requests replaces what was known of them; one at some of them changes those. */
export function learnFrom(before: DeliveryStanding, { subject, snapshot, at }: SeenLook): DeliveryStanding {
  const { plan, scope } = snapshot;
  if (plan.kind === "inactive") return NO_STANDING;
  // Without a plan it was not read who put labels on.
  if (plan.kind === "invalid") return { ...before, pulls: null, criteria: null };
  return {
    ...before,
    ...("dashboards" in scope ? { requirement: scope.requirement } : {}),
    unanswered: stillUnanswered(before.unanswered, at),
    criteria: [...new Set(plan.plan.phases.flatMap(({ criteria }) => criteria.map(({ name }) => name)))],
    pulls: pullsAfter(before.pulls, subject, snapshot),
  };
}

function pullsAfter(before: DeliveryStanding["pulls"], subject: Subject, { scope, items }: Snapshot) {
  const open = openPullsAmong(items).map((pull): [number, PullItem] => [pull.number, pull]);
  if (HOLDS_ALL.has(scope.kind)) return new Map(open);
  if (before === null) return null;
  const after = new Map(before);
  for (const { number } of pullsAmong(items)) after.delete(number);
  if (subject.kind === "item" || subject.kind === "command") after.delete(itemOf(subject));
  for (const [number, pull] of open) after.set(number, pull);
  return after;
}

const HOLDS_ALL: ReadonlySet<Snapshot["scope"]["kind"]> = new Set(["phases", "repository", "delivery", "dashboard"]);

const itemOf = (subject: Extract<Subject, { kind: "item" | "command" }>): number =>
  subject.kind === "item" ? subject.number : subject.item;

/** A short text that only equal texts have. */
export type DigestText = (text: string) => string;

/** The dashboard as a look would write it; null where not enough is known to say. */
export function dashboardOf(
  { pulls, ...known }: DeliveryStanding,
  { snapshot, at }: SeenLook,
  digest: DigestText,
): DashboardDigests | null {
  const { plan, repository } = snapshot;
  if (plan.kind === "inactive" || (plan.kind === "active" && pulls === null)) return null;
  const digestWith = (given: RepositoryReading): string => {
    const situation = situationOf({ ...snapshot, repository: given }, at);
    return digest(dashboardText(situation, { ...known, pulls: [...(pulls ?? new Map()).values()] }) ?? "");
  };
  if (plan.kind === "invalid") return { whole: digestWith(repository), lean: digestWith(repository), named: [] };
  const lean = withCriteriaFacts(plan.plan, repository);
  return { whole: digestWith(repository), lean: digestWith(lean), named: laterNamed(plan.plan, repository) };
}

/** Whether the dashboard has to be written anew, as far as the look can tell. */
export function isOutdated(standing: DeliveryStanding, look: SeenLook, digest: DigestText): boolean {
  const { items, scope } = look.snapshot;
  const wanted = dashboardOf(standing, look, digest);
  const { written } = standing;
  if (wanted === null || written === null) return true;
  if (HOLDS_ALL.has(scope.kind)) return wanted.whole !== written.whole;
  const renamed = written.named.some(({ number, title }) =>
    items.some((item) => item.number === number && item.title !== title),
  );
  return renamed || wanted.lean !== written.lean;
}

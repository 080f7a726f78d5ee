// What a look teaches of how the delivery stands, and whether its dashboard would say something else than was written.
import { dashboardText, laterNamed } from "../dashboard/feature.ts";
import { situationOf, withCriteriaFacts } from "../feature.ts";
import type { PullItem } from "../github/model.ts";
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

/** Null where not all are known. */
export function pullsAfter(
  before: DeliveryStanding["pulls"],
  subject: Subject,
  { scope, items }: Pick<Snapshot, "scope" | "items">,
): DeliveryStanding["pulls"] {
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
export function dashboardOf(standing: DeliveryStanding, look: SeenLook, digest: DigestText): DashboardDigests | null {
  const { plan, repository, others } = look.snapshot;
  const [whole, lean] = [digestOf("whole", standing, look, digest), digestOf("lean", standing, look, digest)];
  if (whole === null || lean === null) return null;
  return { whole, lean, named: plan.kind === "active" ? laterNamed(plan.plan, repository, others) : [] };
}

function digestOf(
  which: "whole" | "lean",
  { pulls, ...known }: DeliveryStanding,
  { snapshot, at }: SeenLook,
  digest: DigestText,
): string | null {
  const { plan, repository, others } = snapshot;
  if (plan.kind === "inactive" || (plan.kind === "active" && pulls === null)) return null;
  const isLean = which === "lean" && plan.kind === "active";
  const given = isLean ? { ...snapshot, repository: withCriteriaFacts(plan.plan, repository, others) } : snapshot;
  const situation = situationOf(given, at);
  return digest(dashboardText(situation, { ...known, pulls: [...(pulls ?? new Map()).values()] }) ?? "");
}

/** Whether the dashboard has to be written anew, as far as the look can tell. */
export function isOutdated(standing: DeliveryStanding, look: SeenLook, digest: DigestText): boolean {
  const { items, scope } = look.snapshot;
  const which = HOLDS_ALL.has(scope.kind) ? "whole" : "lean";
  const wanted = digestOf(which, standing, look, digest);
  const { written } = standing;
  if (wanted === null || written === null || wanted !== written[which]) return true;
  const isRenamed = ({ number, title }: DashboardDigests["named"][number]): boolean =>
    items.some((item) => item.number === number && item.title !== title);
  return which === "lean" && written.named.some(isRenamed);
}

// The plan of a repository that a delivery of the owner's file names.

import { isSameName } from "../names.ts";
import { phaseOf } from "./match.ts";
import { readMemberFile } from "./member-file.ts";
import { type Belonging, belongingsOf, describeDelivery } from "./members.ts";
import { lastValid, locateIn, type OwnersFile, parseOwners } from "./owners-file.ts";
import type { Plan, PlannedDelivery } from "./plan.ts";
import { inactive, type Resolution, type SourceFile, type Sources } from "./resolution.ts";
import type { DeliveryOf, Roster } from "./roster.ts";
import { deliveryProblems } from "./roster-rules.ts";

/** `own` is the repository's own file; the owner's is none of its own. */
type MemberSources = Pick<Sources, "name" | "milestones"> & { roster: Roster | null; own: SourceFile };

/** A delivery that has the repository, and the owner's file in which it stands. */
type Named = { plan: Plan; text: string | null; index: number; delivery: PlannedDelivery; described: DeliveryOf };

/** Null where no delivery names the repository. While the file is invalid, its last valid version says which one does. */
export function resolveMember(file: OwnersFile, sources: MemberSources): Resolution | null {
  const named = deliveryNaming(file, sources);
  if (named === null) return null;
  const { delivery, described, plan } = named;
  if (!delivery.plan.enabled) return inactive(`the delivery ${delivery.name} says \`enabled: false\``);
  const isHome = isSameName(sources.name, delivery.home.name);
  const isKeptOn = plan.enabled && plan.locked.includes("enabled");
  const own = sources.own === null ? null : readMemberFile(sources.own.text, { delivery, isHome, isKeptOn });
  if (own?.kind === "out") return inactive(`it took itself out of the delivery ${delivery.name}`);
  const parsed = parseOwners(file.text);
  if (parsed.kind === "invalid")
    return { kind: "invalid", source: "owner", problems: parsed.problems, delivery: described };
  if (own?.kind === "invalid")
    return { kind: "invalid", source: "repository", problems: own.problems, delivery: described };
  return resolveNamed(named, parsed.hints, sources);
}

function resolveNamed(
  named: Named,
  hints: Extract<Resolution, { kind: "active" }>["hints"],
  { name, roster }: MemberSources,
): Resolution {
  const { plan, text, index, delivery, described } = named;
  const problems = locateIn(text, deliveryProblems(plan.deliveries, index, roster));
  if (problems.length > 0) return { kind: "invalid", source: "owner", problems, delivery: described };
  const isArchived = described.members.some((each) => isSameName(each.name, name) && each.state === "archived");
  if (isArchived) return inactive(`it is archived, and so left out of the delivery ${delivery.name}`);
  const own = hints.filter(({ path }) => path.startsWith(`deliveries[${index}].`));
  return { kind: "active", source: "owner", plan: delivery.plan, hints: own, delivery: described };
}

function deliveryNaming(file: OwnersFile, sources: MemberSources): Named | null {
  const last = lastValid(file);
  if (last === null) return null;
  const { deliveries } = last.plan;
  const { name, roster } = sources;
  const found = belongingsOf(deliveries, name, roster).find((each) => counts(each, deliveries, sources));
  if (found === undefined) return null;
  const { index } = found;
  const [delivery, described] = [deliveries[index], describeDelivery(deliveries, index, { roster, seen: name })];
  return delivery === undefined || described === null
    ? null
    : { plan: last.plan, text: last.text, index, delivery, described };
}

/** Where it can't be known, a repository with a milestone of one of its phases is taken for a member, so that no gate opens. */
const counts = (
  { index, selected }: Belonging,
  deliveries: readonly PlannedDelivery[],
  { milestones }: MemberSources,
): boolean => {
  const plan = deliveries[index]?.plan;
  return (
    selected === "yes" || (plan !== undefined && milestones.some((milestone) => phaseOf(plan, milestone) !== null))
  );
};

/** Every delivery of the file with its members; while it is invalid, those of its last valid version. */
export function deliveriesOf(file: OwnersFile, roster: Roster): DeliveryOf[] {
  const deliveries = lastValid(file)?.plan.deliveries ?? [];
  return deliveries.flatMap((_, index) => describeDelivery(deliveries, index, { roster }) ?? []);
}

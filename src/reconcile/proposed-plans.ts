// The check `milegate/config`: says of each pull request that changes the plan's file what would follow from merging it.

import type { Change } from "../change.ts";
import type { PlanCheckContent, PlanFile, PullItem, RepositoryReading } from "../github/model.ts";
import type { Reader } from "../github/port.ts";
import { type Resolution, resolvePlan } from "../plan/resolve.ts";
import { invalidProposal, noProposal, type Proposal, validProposal } from "../plan-check/check.ts";
import { impactOf } from "../plan-check/impact.ts";
import { decide, isSame } from "./decide.ts";
import { observePhases } from "./observe.ts";
import type { Snapshot } from "./snapshot.ts";

/** Each costs a look at every open pull request; what is beyond waits for its own next event. */
const AT_ONCE = 10;

/** A repository without a plan, or with one that is switched off, may be about to get one, so it is looked at, too. */
export async function proposedPlans(read: Reader, snapshot: Snapshot, now: Date): Promise<Change[]> {
  const suspects = snapshot.repository.isArchived ? [] : suspectsOf(snapshot);
  if (suspects.length === 0) return [];
  const files = await read.planFiles(suspects.map(({ number, headSha }) => ({ number, sha: headSha })));
  const changes: Change[] = [];
  for (const [headSha, pulls] of [...Map.groupBy(suspects, (pull) => pull.headSha)].slice(0, AT_ONCE)) {
    const known = pulls.find(({ planCheck }) => planCheck !== null)?.planCheck ?? null;
    const proposed = files.find(({ number, isChanged }) => isChanged && pulls.some((pull) => pull.number === number));
    if (proposed === undefined && known === null) continue;
    const content = proposed === undefined ? noProposal() : await judged(read, snapshot, { headSha, ...proposed }, now);
    if (known !== null && isSame(known, content)) continue;
    // Annotations only ever add up, so a check that has some is left behind for a new one.
    const existing = known === null || known.conclusion === "failure" ? null : known.id;
    changes.push({ kind: "set-plan-check", headSha, existing, pulls: pulls.map(({ number }) => number), content });
  }
  return changes;
}

/** Whose files were not read is looked into if nothing was said of its head yet: its own event may have been missed. */
function suspectsOf({ items, plan }: Snapshot): PullItem[] {
  const open = items.filter((item) => item.kind === "pull").filter(({ state }) => state === "open");
  const isMissed = ({ touchesPlan, check }: PullItem) =>
    touchesPlan === "unread" && check === null && plan.kind !== "inactive";
  return open.filter(
    (pull) => pull.planCheck !== null || pull.touchesPlan === "yes" || pull.touchesPlan === "unclear" || isMissed(pull),
  );
}

type Proposed = PlanFile & { headSha: string };

async function judged(read: Reader, at: Snapshot, proposed: Proposed, now: Date): Promise<PlanCheckContent> {
  const proposal = proposalOf(at.repository, proposed);
  if (proposal.plan.kind === "invalid" && proposed.file !== null) return invalidProposal(proposal);
  const snapshot = await observePhases(read, (repository) => proposalOf(repository, proposed).plan);
  const changes = decide({ ...snapshot, reviews: false }, now);
  const others = snapshot.items.filter((item) => item.kind === "pull" && item.headSha !== proposed.headSha);
  return validProposal(proposal, impactOf(others, changes));
}

function proposalOf(repository: RepositoryReading, { file }: Pick<PlanFile, "file">): Proposal {
  const isOwners = repository.name.toLowerCase() === ".github";
  return { plan: resolutionOf(repository, file, isOwners), isRemoved: file === null, isOwners };
}

/** In the owner's `.github` repository the file is the owner's plan. */
const resolutionOf = (
  { milestones, ownerConfig }: RepositoryReading,
  file: PlanFile["file"],
  isOwners: boolean,
): Resolution => resolvePlan({ repository: file, owner: isOwners ? file : ownerConfig, milestones });

// Reads the plans that open pull requests propose, and what would follow from each.
import type { PlanFile, PullItem } from "../github/model.ts";
import type { Reader } from "../github/port.ts";
import { isInvalidFile, proposalOf } from "../plan-check/proposal.ts";
import { openPullsAmong, type ProposedPlan, type Snapshot } from "../snapshot.ts";
import { observeProposal } from "./observe-phases.ts";

/** Each costs a look at every open pull request; what is beyond waits for its own next event. */
const AT_ONCE = 10;

/** A repository without a plan, or with one that is switched off, may be about to get one, so it is looked at, too. */
export async function observeProposals(read: Reader, snapshot: Snapshot, now: Date): Promise<ProposedPlan[]> {
  const suspects = snapshot.repository.isArchived ? [] : suspectsIn(snapshot);
  if (suspects.length === 0) return [];
  const files = await read.planFiles(suspects.map(({ number, headSha }) => ({ number, sha: headSha })));
  const proposals: ProposedPlan[] = [];
  for (const [headSha, pulls] of [...Map.groupBy(suspects, (pull) => pull.headSha)].slice(0, AT_ONCE)) {
    const proposed = await proposedOn(read, snapshot, { headSha, pulls, files }, now);
    if (proposed !== null) proposals.push(proposed);
  }
  return proposals;
}

/** Whose files were not read is looked into if nothing was said of its head yet: its own event may have been missed. */
function suspectsIn({ items, plan }: Snapshot): PullItem[] {
  const isMissed = ({ touchesPlan, check }: PullItem) =>
    touchesPlan === "unread" && check === null && plan.kind !== "inactive";
  return openPullsAmong(items).filter(
    (pull) => pull.planCheck !== null || pull.touchesPlan === "yes" || pull.touchesPlan === "unclear" || isMissed(pull),
  );
}

type Head = { headSha: string; pulls: readonly PullItem[]; files: readonly PlanFile[] };

/** Null where nothing was proposed, and nothing was ever said of it. */
async function proposedOn(
  read: Reader,
  { repository }: Snapshot,
  { headSha, pulls, files }: Head,
  now: Date,
): Promise<ProposedPlan | null> {
  const known = pulls.find(({ planCheck }) => planCheck !== null)?.planCheck ?? null;
  const found = files.find(({ number, isChanged }) => isChanged && pulls.some((pull) => pull.number === number));
  if (found === undefined && known === null) return null;
  const head = { headSha, known, pulls: pulls.map(({ number }) => number) };
  if (found === undefined) return { ...head, file: null, isProposed: false, effect: null };
  const { file } = found;
  const isInvalid = isInvalidFile(proposalOf(repository, file));
  const effect = isInvalid ? null : await observeProposal(read, now, (reading) => proposalOf(reading, file).plan);
  return { ...head, file, isProposed: true, effect };
}

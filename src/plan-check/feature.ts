// The check `milegate/config`: what would follow from merging a pull request that changes the plan's file.
import type { Change } from "../change.ts";
import { isInvalidFile, proposalAlone, proposalOf } from "../delivery/proposal.ts";
import { type Feature, noFacts, noMoments, type Situation, situationOf } from "../feature.ts";
import { saysTheSame } from "../gate/check-text.ts";
import { BODY_LIMIT, bytes, cut } from "../markdown/cut.ts";
import type { ProposedPlan } from "../snapshot.ts";
import { acceptedProposal, invalidProposal, noProposal, type PlanCheckText, validProposal } from "./check.ts";
import { impactOf } from "./impact.ts";
import { proposalMark } from "./mark.ts";
import { memberImpacts } from "./member-impacts.ts";

/** A repository without a plan, or with one that is switched off, may be about to get one. */
export const planCheckFeature: Feature = {
  name: "plan-check",
  needs: noFacts,
  moments: noMoments,
  decide: (situation) => situation.snapshot.proposals.flatMap((proposed) => planCheckWrites(situation, proposed)),
};

function planCheckWrites(situation: Situation, proposed: ProposedPlan): Change[] {
  const { known, headSha, pulls } = proposed;
  const { repository } = situation.snapshot;
  const detailsUrl = `${repository.url}/pull/${pulls[0]}`;
  const content = { ...withMark(contentOf(situation, proposed), proposed.key), detailsUrl };
  if (known !== null && saysTheSame(known, content)) return [];
  // Annotations only ever add up, so a check that has some is left behind for a new one.
  const existing = known === null || known.conclusion === "failure" ? null : known.id;
  return [{ kind: "set-plan-check", headSha, existing, pulls, content }];
}

/** So that it is worked out again only when something that it depends on has changed. */
function withMark(content: PlanCheckText, key: string | undefined): PlanCheckText {
  if (key === undefined) return content;
  const mark = `\n\n${proposalMark(key)}`;
  return { ...content, summary: cut(content.summary, BODY_LIMIT - bytes(mark)) + mark };
}

function contentOf({ snapshot, now }: Situation, proposed: ProposedPlan): PlanCheckText {
  const { isProposed, file, effect, headSha, audience, roster, hasSpareFile = false, left = 0 } = proposed;
  const repository = roster === undefined ? snapshot.repository : { ...snapshot.repository, roster };
  if (!isProposed) return noProposal();
  const isForAll = audience === "others";
  const proposal = isForAll ? proposalAlone(repository, file) : proposalOf(repository, file);
  if (isInvalidFile(proposal)) return invalidProposal(proposal);
  if (isForAll || effect === null) return acceptedProposal(proposal, { hasSpareFile });
  const inForce = situationOf({ ...effect, plan: snapshot.plan }, now);
  const impacts = impactOf(inForce, situationOf(effect, now), headSha);
  const members = proposed.members === undefined ? null : memberImpacts(proposed.members, now);
  const { parties } = proposed;
  return validProposal(proposal, impacts, { hasSpareFile, left, parties, members, repository: effect.repository });
}

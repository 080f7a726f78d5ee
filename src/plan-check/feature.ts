// The check `milegate/config`: what would follow from merging a pull request that changes the plan's file.
import type { Change } from "../change.ts";
import { type Feature, noFacts, noMoments, type Situation, situationOf } from "../feature.ts";
import { saysTheSame } from "../gate/check-text.ts";
import type { PlanCheckContent } from "../github/model.ts";
import type { ProposedPlan } from "../snapshot.ts";
import { invalidProposal, noProposal, validProposal } from "./check.ts";
import { impactOf } from "./impact.ts";
import { isInvalidFile, proposalOf } from "./proposal.ts";

/** A repository without a plan, or with one that is switched off, may be about to get one. */
export const planCheckFeature: Feature = {
  name: "plan-check",
  needs: noFacts,
  moments: noMoments,
  decide: (situation) => situation.snapshot.proposals.flatMap((proposed) => planCheckWrites(situation, proposed)),
};

function planCheckWrites(situation: Situation, proposed: ProposedPlan): Change[] {
  const { known, headSha, pulls } = proposed;
  const content = contentOf(situation, proposed);
  if (known !== null && saysTheSame(known, content)) return [];
  // Annotations only ever add up, so a check that has some is left behind for a new one.
  const existing = known === null || known.conclusion === "failure" ? null : known.id;
  return [{ kind: "set-plan-check", headSha, existing, pulls, content }];
}

function contentOf(
  { snapshot, now }: Situation,
  { isProposed, file, effect, headSha }: ProposedPlan,
): PlanCheckContent {
  if (!isProposed) return noProposal();
  const proposal = proposalOf(snapshot.repository, file);
  if (isInvalidFile(proposal) || effect === null) return invalidProposal(proposal);
  const inForce = situationOf({ ...effect, plan: snapshot.plan }, now);
  return validProposal(proposal, impactOf(inForce, situationOf(effect, now), headSha));
}

// pull-requests-merged: no pull request is still open in the phase's milestones.
import type { FactQuery } from "../github/model.ts";
import { count, defineCriterion, met, milestoneAddress, NO_MILESTONE, theCount, unmet, unmetBy } from "./criterion.ts";
import { answerTo } from "./facts.ts";
import { withParts } from "./members.ts";
import { type PlacedMilestone, type PlacedQuery, placeQuery } from "./placed.ts";

const query = (milestone: PlacedMilestone): PlacedQuery<FactQuery<"open-pulls">> =>
  placeQuery(milestone, { kind: "open-pulls", milestone: milestone.number });

export const pullRequestsMergedCriterion = defineCriterion({
  name: "pull-requests-merged",
  metWhen: "no pull request is still open in the phase's milestones",
  options: {},
  must: true,
  triggers: [
    { event: "pull_request", actions: ["opened", "reopened", "closed"], when: ["in-milestone"] },
    { event: "pull_request", actions: ["milestoned", "demilestoned"] },
  ],
  seenBySweep: true,
  title: () => "No pull request is still open",
  needs: ({ milestones }) => milestones.map(query),
  evaluate: ({ facts, ...context }) => {
    const { phase, milestones } = context;
    if (milestones.length === 0) return unmet(NO_MILESTONE, null);
    const open = milestones.map((milestone) => ({ ...answerTo(facts, query(milestone)), member: milestone.member }));
    const total = open.reduce((sum, each) => sum + each.total, 0);
    if (total === 0) return met("none is open");
    const text = `Merge or close ${theCount(total, "open pull request")} of ${phase.name}`;
    const evaluation = unmetBy(
      context,
      `${count(total, "pull request")} open`,
      { text, who: "write", url: open.find((each) => each.total > 0)?.first[0]?.url ?? milestoneAddress(context) },
      open.flatMap(({ first, member }) => first.map((pull) => ({ ...pull, member }))),
      total,
    );
    return withParts(evaluation, context, open, (own) => {
      const number = own.reduce((sum, each) => sum + each.total, 0);
      return number === 0 ? null : `${count(number, "pull request")} open`;
    });
  },
});

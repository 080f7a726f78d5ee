// approvals: every pull request merged in the phase's milestones was approved by people other than its author.
import { z } from "zod";
import type { FactQuery } from "../github/model.ts";
import { count, defineCriterion, met, notApplicable, type OptionsOf, theCount, unmetBy } from "./criterion.ts";
import { answerTo } from "./facts.ts";
import { withParts } from "./members.ts";
import { type PlacedMilestone, type PlacedQuery, placeQuery } from "./placed.ts";

const options = {
  min: z
    .int()
    .min(1)
    .max(20)
    .default(1)
    .meta({ description: "How many people must approve each.", examples: [2] }),
};
type Options = OptionsOf<typeof options>;

const query = (milestone: PlacedMilestone, { min }: Options): PlacedQuery<FactQuery<"merged-pulls">> =>
  placeQuery(milestone, { kind: "merged-pulls", milestone: milestone.number, approvals: min });

export const approvalsCriterion = defineCriterion({
  name: "approvals",
  metWhen:
    "every pull request merged in the phase's milestones has enough people, other than its author and no bots, whose latest review approves; a review of comments alone takes no approval back",
  options,
  must: true,
  triggers: [
    { event: "pull_request", actions: ["closed"], when: ["merged", "in-milestone"] },
    { event: "pull_request", actions: ["milestoned", "demilestoned"], when: ["merged"] },
    {
      event: "pull_request_review",
      actions: ["submitted", "edited", "dismissed"],
      when: ["merged", "in-milestone"],
    },
  ],
  seenBySweep: true,
  title: ({ min }) => `Every merged pull request is approved by at least ${min === 1 ? "1 person" : `${min} people`}`,
  needs: ({ milestones }, options) => milestones.map((milestone) => query(milestone, options)),
  evaluate: ({ facts, ...context }, options) => {
    const { phase, milestones } = context;
    const merged = milestones.map((milestone) => ({
      ...answerTo(facts, query(milestone, options)),
      member: milestone.member,
    }));
    const total = merged.reduce((sum, each) => sum + each.total, 0);
    const lacking = merged.flatMap((each) => each.lacking.map((pull) => ({ ...pull, member: each.member })));
    if (total === 0) return notApplicable("no pull request was merged in its milestones yet");
    const progress = `${total - lacking.length} of ${count(total, "merged pull request")} approved`;
    const [first] = lacking;
    if (first === undefined) return met(progress);
    const text = `Review and approve ${theCount(lacking.length, "merged pull request")} of ${phase.name}`;
    const evaluation = unmetBy(context, progress, { text, who: "read", url: first.url }, lacking);
    return withParts(evaluation, context, lacking, (own) =>
      own.length === 0 ? null : `${count(own.length, "merged pull request")} not approved`,
    );
  },
});

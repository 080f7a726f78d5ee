// scope: the phase holds no more than its share of all planned issues, which keeps an MVP minimal.

import { z } from "zod";
import { countsOf, exactly, fewest } from "./counts.ts";
import {
  count,
  defineCriterion,
  met,
  milestoneAddress,
  notApplicable,
  type OptionsOf,
  type PhaseContext,
  unmet,
} from "./criterion.ts";

const options = {
  tolerance: z.number().min(0).max(100).default(10).meta({ description: "Percentage points above the share." }),
};
type Options = OptionsOf<typeof options>;

type Planned = { own: number; all: number };

/** Open or done, in any phase's milestones; the dropped are planned no more. */
const sum = ({ open, done }: { open: number; done: number }): number => open + done;

/** A millionth of a percent forgives what binary fractions lose. */
const isWithin = (
  { phase: { share } }: Pick<PhaseContext, "phase">,
  { tolerance }: Options,
  { own, all }: Planned,
): boolean => own * 100 <= (share + tolerance + 1e-6) * all;

export const scopeCriterion = defineCriterion({
  name: "scope",
  metWhen: "the phase holds no more than its share of all planned issues",
  options,
  must: false,
  triggers: "every-look",
  seenBySweep: true,
  title: () => "The phase holds no more than its share of the planned issues",
  needs: (context, options) => {
    const { milestones, planned } = context;
    const others = planned.filter((milestone) => !milestones.includes(milestone));
    const most = sum(countsOf(milestones));
    const least = sum(fewest(milestones));
    const worst = { own: most, all: most + sum(fewest(others)) };
    const best = { own: least, all: least + sum(countsOf(others)) };
    return isWithin(context, options, worst) === isWithin(context, options, best) ? [] : exactly(planned);
  },
  evaluate: ({ facts, ...context }, options) => {
    const own = sum(countsOf(context.milestones, facts));
    const all = sum(countsOf(context.planned, facts));
    if (all === 0) return notApplicable("no issue is planned yet");
    const percent = Math.round((own * 1000) / all) / 10;
    const { share } = context.phase;
    const { unsure } = countsOf(context.planned, facts);
    const reason = `${unsure > 0 ? "about " : ""}${own} of ${count(all, "planned issue")}, ${percent}%; its share is ${round(share)}%, and ${options.tolerance} points more are tolerated`;
    if (isWithin(context, options, { own, all })) return met(reason);
    const { name } = context.phase;
    const text =
      own === all
        ? `Plan the issues of the phases beside ${name}`
        : `Drop what ${name} does not need, or plan it in another phase`;
    return unmet(reason, { text, who: "triage", url: milestoneAddress(context) });
  },
});

const round = (percent: number): number => Math.round(percent * 10) / 10;

// scope: the phase holds no more than its share of all planned issues, which keeps an MVP minimal.
import { countsOf, exactly, fewest } from "./counts.ts";
import { type Context, type Criterion, count, met, notApplicable, unmet } from "./criterion.ts";

type Options = { tolerance: number };
type Planned = { own: number; all: number };

/** Open or done, in any phase's milestones; the dropped are planned no more. */
const sum = ({ open, done }: { open: number; done: number }): number => open + done;

/** A millionth of a percent forgives what binary fractions lose. */
const isWithin = (
  { phase: { share } }: Pick<Context, "phase">,
  { tolerance }: Options,
  { own, all }: Planned,
): boolean => own * 100 <= (share + tolerance + 1e-6) * all;

export const scope: Criterion<Options> = {
  name: "scope",
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
    const reason = `${own} of ${count(all, "planned issue")}, ${percent}% where ${round(share)}% are its share and ${options.tolerance} more are tolerated`;
    return isWithin(context, options, { own, all }) ? met(reason) : unmet(reason);
  },
};

const round = (percent: number): number => Math.round(percent * 10) / 10;

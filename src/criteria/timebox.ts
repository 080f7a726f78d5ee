// timebox: the phase isn't past its timebox, nor past its milestones' due date.
import { formatDuration } from "../values/duration.ts";
import {
  defineCriterion,
  met,
  milestoneAddress,
  notApplicable,
  nothingMore,
  type PhaseContext,
  unmet,
} from "./criterion.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

const DUE_DATE = "due date";

/** The last moment that is in time, and what says so. */
type Bound = { last: Date; name: string };

export const timeboxCriterion = defineCriterion({
  name: "timebox",
  metWhen:
    "the phase isn't past its timebox, or its open milestones' latest due date, which lasts to the end of that day in UTC; a phase that has ended is measured at its end",
  options: {},
  must: false,
  triggers: "every-look",
  seenBySweep: true,
  title: () => "The phase is in time",
  needs: nothingMore,
  evaluate: (context, _options, now) => {
    const bounds = boundsOf(context);
    if (bounds.length === 0) return notApplicable("it has no timebox that runs, and no open milestone with a due date");
    const at = context.ended ?? now;
    const past = bounds.find(({ last }) => at > last);
    const names = bounds.map(
      ({ name, last }) => `${name} until ${last.toISOString().slice(0, 16).replace("T", " ")} UTC`,
    );
    if (past !== undefined) {
      const { name } = context.phase;
      const text =
        past.name === DUE_DATE ? `Move the due date of ${name}` : `Extend the timebox of ${name} in the plan`;
      const todo = { text, who: "write", url: milestoneAddress(context) } as const;
      return unmet(`past its ${past.name}, which ended ${past.last.toISOString().slice(0, 10)}`, todo);
    }
    return met(names.join(", "));
  },
  moments: (context) =>
    context.ended === null ? boundsOf(context).map(({ last }) => new Date(last.getTime() + 1)) : [],
});

const boundsOf = (context: PhaseContext): Bound[] => [...timeboxOf(context), ...dueOf(context)];

/** A phase that has ended is measured by when it did. */
const timeboxOf = ({ phase, began }: PhaseContext): Bound[] =>
  phase.timebox === undefined || began === null
    ? []
    : [{ name: `timebox of ${formatDuration(phase.timebox)}`, last: new Date(began.getTime() + phase.timebox) }];

/** The latest of the open milestones' due dates: sprints are due one after another. A closed milestone is due no more. */
function dueOf({ milestones }: PhaseContext): Bound[] {
  const dates = milestones.flatMap(({ state, dueOn }) => (state === "open" && dueOn !== null ? [dueOn.getTime()] : []));
  return dates.length === 0 ? [] : [{ name: DUE_DATE, last: endOfDay(Math.max(...dates)) }];
}

/** GitHub's due date is a day, told as some hour of it (midnight in UTC or in California): it lasts to its end in UTC. */
export const endOfDay = (time: number): Date => new Date((Math.floor(time / DAY_MS) + 1) * DAY_MS - 1);

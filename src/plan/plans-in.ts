// The plans that a file holds: its own, and that of each of its deliveries.
import { BUILTIN_PHASES } from "./builtin.ts";
import type { ZodProblem } from "./messages.ts";
import type { PhaseFile } from "./phase-schema.ts";
import type { WrittenDelivery, WrittenPlan } from "./schema.ts";

type WithPhases<Written> = Written & { phases: PhaseFile[] };

export type DeliveryFile = WithPhases<WrittenDelivery>;
export type CompleteFile = WithPhases<Omit<WrittenPlan, "deliveries">> & { deliveries: DeliveryFile[] };

/** With the built-in phases where none are written. */
export const withPhases = (file: WrittenPlan): CompleteFile => ({
  ...file,
  phases: file.phases ?? BUILTIN_PHASES,
  deliveries: file.deliveries.map((delivery) => ({ ...delivery, phases: delivery.phases ?? BUILTIN_PHASES })),
});

/** `path` leads to the plan's keys. */
type PlanIn = { path: ZodProblem["path"]; plan: CompleteFile | DeliveryFile };

const plansIn = (file: CompleteFile): PlanIn[] => [
  { path: [], plan: file },
  ...file.deliveries.map((plan, index) => ({ path: ["deliveries", index], plan })),
];

/** What is found in each of the plans, with paths from the file's top. */
export const problemsInPlans = (
  file: CompleteFile,
  find: (plan: CompleteFile | DeliveryFile) => ZodProblem[],
): ZodProblem[] => plansIn(file).flatMap(({ path, plan }) => find(plan).map((problem) => below(path, problem)));

export const below = (path: ZodProblem["path"], problem: ZodProblem): ZodProblem => ({
  ...problem,
  path: [...path, ...problem.path],
});

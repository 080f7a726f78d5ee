// The exit criteria, in the order in which documentation lists them, and the one way to evaluate them.
import type { CriterionUse } from "../plan/plan.ts";
import type { Evaluation, Facts } from "./criterion.ts";
import { unknown } from "./criterion.ts";
import { issuesClosed } from "./issues-closed.ts";
import { tasksDone } from "./tasks-done.ts";

export const criteria = [issuesClosed, tasksDone] as const;

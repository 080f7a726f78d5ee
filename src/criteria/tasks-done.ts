// tasks-done: every task-list item in the milestones' descriptions is ticked.
import { tasksOf } from "../markdown/tasks.ts";
import { count, defineCriterion, met, notApplicable, nothingMore, theCount, unmet } from "./criterion.ts";

export const tasksDoneCriterion = defineCriterion({
  name: "tasks-done",
  metWhen: "every task-list item in the milestones' descriptions is ticked",
  options: {},
  must: true,
  triggers: "every-look",
  seenBySweep: true,
  title: () => "Every task in the milestones' descriptions is ticked",
  needs: nothingMore,
  evaluate({ phase, milestones }) {
    const lists = milestones.map((milestone) => ({ milestone, tasks: tasksOf(milestone.description) }));
    const done = lists.reduce((total, { tasks }) => total + tasks.done, 0);
    const open = lists.flatMap(({ milestone, tasks }) => tasks.open.map((title) => ({ title, url: milestone.url })));
    if (done + open.length === 0) return notApplicable("no tasks are listed");
    const progress = `${done} of ${count(done + open.length, "task")} ticked`;
    const [first] = open;
    if (first === undefined) return met(progress);
    const text = `Tick ${theCount(open.length, "open task")} in the milestone of ${phase.name}`;
    return unmet(progress, { text, who: "write", url: first.url }, open.slice(0, 10), Math.max(0, open.length - 10));
  },
});

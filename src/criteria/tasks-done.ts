// tasks-done: every task-list item in the milestones' descriptions is ticked.
import { tasksOf } from "../markdown/tasks.ts";
import { count, defineCriterion, met, notApplicable, nothingMore, theCount, unmet } from "./criterion.ts";
import { withParts } from "./members.ts";

export const tasksDoneCriterion = defineCriterion({
  name: "tasks-done",
  metWhen: "every task-list item in the milestones' descriptions is ticked",
  options: {},
  must: true,
  triggers: "every-look",
  seenBySweep: true,
  title: () => "Every task in the milestones' descriptions is ticked",
  needs: nothingMore,
  evaluate(context) {
    const { phase, milestones, members } = context;
    const shown = new Set(members.flatMap(({ member, disclosure }) => (disclosure === "whole" ? [member] : [])));
    const lists = milestones.map((milestone) => ({
      ...{ milestone, member: milestone.member, tasks: tasksOf(milestone.description) },
      isShown: shown.has(milestone.member),
    }));
    const done = lists.reduce((total, { tasks }) => total + tasks.done, 0);
    const open = lists.flatMap(({ milestone, tasks, isShown }) =>
      tasks.open.map((title) => ({ title, url: milestone.url, isShown })),
    );
    if (done + open.length === 0) return notApplicable("no tasks are listed");
    const progress = ticked(done, open.length);
    const [first] = open;
    if (first === undefined) return met(progress);
    const text = `Tick ${theCount(open.length, "open task")} in the milestone of ${phase.name}`;
    const named = open.flatMap(({ title, url, isShown }) => (isShown ? [{ title, url }] : [])).slice(0, 10);
    const evaluation = unmet(progress, { text, who: "write", url: first.url }, named, open.length - named.length);
    return withParts(evaluation, context, lists, (own) => {
      const still = own.reduce((total, { tasks }) => total + tasks.open.length, 0);
      const ready = own.reduce((total, { tasks }) => total + tasks.done, 0);
      return still === 0 ? null : ticked(ready, still);
    });
  },
});

const ticked = (done: number, open: number): string => `${done} of ${count(done + open, "task")} ticked`;

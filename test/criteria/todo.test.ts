// What each criterion says is to be done about it: a step that can be taken, by somebody, somewhere.
import { expect, test } from "@jest/globals";
import type { FactValue } from "../../src/github/model.ts";
import { milestone, openMilestone } from "../builders.ts";
import { type CriterionCase, countedIssues, evaluateCase } from "./world.ts";

const REPOSITORY = "https://github.com/octo-org/shop";
const read = (value: FactValue): CriterionCase => ({ facts: () => value });
const at = (open: number, done = 0): CriterionCase => ({
  milestones: [{ ...openMilestone(1, "MVP", open), issues: { ...openMilestone(1, "MVP", open).issues, done } }],
});
const ended = (outcome: string) => read({ outcome, url: `${REPOSITORY}/runs/5` });

test.each<[criterion: string, given: CriterionCase, todo: string]>([
  ["issues-closed", at(1), "triage: Close the open issue of mvp: milestone/1"],
  ["issues-closed", at(12, 3), "triage: Close the 12 open issues of mvp: milestone/1"],
  ["issues-closed: { min: '50%' }", at(6, 2), "triage: Close 2 more issues of mvp: milestone/1"],
  ["issues-closed: { min: '50%' }", at(1, 0), "triage: Close the open issue of mvp: milestone/1"],
  ["issues-closed", at(0, 0), "triage: Put issues into a milestone of mvp: milestone/1"],
  [
    "issues-closed: { labels: [bug] }",
    read(countedIssues(2, 0, 0, "bug")),
    "triage: Close the 2 open issues labelled bug of mvp: milestone/1",
  ],
  [
    "tasks-done",
    { milestones: [milestone(1, "MVP", { description: "- [ ] a\n- [ ] b" })] },
    "write: Tick the 2 open tasks in the milestone of mvp: milestone/1",
  ],
  [
    "no-open: { labels: [bug, new] }",
    read({ first: countedIssues(1, 0, 0), total: 1 }),
    "triage: Close the open issues labelled bug and new: issues?q=is%3Aissue%20is%3Aopen%20label%3A%22bug%22%20label%3A%22new%22",
  ],
  [
    "pull-requests-merged",
    read({ first: countedIssues(1, 0, 0), total: 1 }),
    "write: Merge or close the open pull request of mvp: issues/1",
  ],
  [
    "feedback: { min: 3 }",
    read(countedIssues(2, 1, 0, "feedback")),
    "triage: Close 2 more issues labelled feedback in mvp: milestone/1",
  ],
  ["feedback", read([]), "triage: Collect feedback, and close 1 more issue labelled feedback in mvp: milestone/1"],
  [
    "hypotheses-tested",
    read(countedIssues(2, 0, 0, "hypothesis")),
    "triage: Label 2 hypotheses of mvp validated or invalidated, and close what is open: milestone/1",
  ],
  [
    "hypotheses-tested: { min: 2 }",
    read([]),
    "triage: Add 2 hypotheses to mvp, and close with the label validated or invalidated: milestone/1",
  ],
  ["workflow: { file: e2e.yml }", read("no-workflow"), "write: Add the workflow e2e.yml: actions"],
  ["workflow: { file: e2e.yml }", read("no-run"), "write: Run e2e.yml on main: actions/workflows/e2e.yml"],
  [
    "workflow: { file: e2e.yml }",
    read({ conclusion: "failure", url: `${REPOSITORY}/actions/runs/5` }),
    "write: Make e2e.yml succeed on main: actions/runs/5",
  ],
  ["release: { tag: 'v*' }", read([]), "write: Publish a release v*: releases/new"],
  ["deployment: { environment: staging }", read(null), "write: Deploy to staging: deployments"],
  [
    "deployment: { environment: staging }",
    read({ state: "failure" }),
    "write: Make a deployment to staging succeed: deployments",
  ],
  ["files-exist: { paths: [a, b] }", read(false), "write: Add 2 missing files to the default branch: tree/HEAD"],
  ["files-exist: { paths: [a.md] }", read(false), "write: Add a.md to the default branch: tree/HEAD"],
  ["scope", at(5), "triage: Plan the issues of the phases beside mvp: milestone/1"],
  [
    "scope",
    { milestones: [openMilestone(1, "MVP", 5), openMilestone(2, "Polish", 1)] },
    "triage: Drop what mvp does not need, or plan it in another phase: milestone/1",
  ],
  [
    "timebox",
    { milestones: [milestone(1, "MVP", { dueOn: new Date("2026-02-01T00:00:00Z") })] },
    "write: Move the due date of mvp: milestone/1",
  ],
  ["timebox", { phase: ", timebox: 2d" }, "write: Extend the timebox of mvp in the plan: milestone/1"],
  [
    "approvals",
    read({ total: 3, lacking: countedIssues(2, 0, 0) }),
    "read: Review and approve the 2 merged pull requests of mvp: issues/1",
  ],
  ["alerts", read("open"), "write: Close the open security alerts: security"],
  [
    "alerts: { kinds: [dependabot] }",
    read("off"),
    "admin: Switch dependabot on, or take it out of the plan's kinds: settings/security_analysis",
  ],
  ["check: { name: build, app: ci }", ended("failure"), "write: Make build on main succeed: runs/5"],
  ["check: { name: build, app: ci }", ended("pending"), "write: Wait until build on main has ended: runs/5"],
  ["check: { name: build, app: ci }", read(null), "write: Make build on main succeed: commits/main"],
])("%s, case %#", (criterion, given, expected) => {
  const { todo } = evaluateCase(criterion, given);
  expect(`${todo?.who}: ${todo?.text}: ${todo?.url.replace(`${REPOSITORY}/`, "")}`).toBe(expected);
});

test.each(["issues-closed", "tasks-done", "scope"])("nothing is to be done about %s once it is met", (criterion) => {
  expect(
    evaluateCase(criterion, { milestones: [milestone(1, "MVP"), milestone(2, "Polish", { issues: { done: 9 } })] })
      .todo,
  ).toBeNull();
});

// Worlds for the gate's other answers: heads that are shared or up to date, merge groups, deployments.
import {
  type CaseWorld,
  commentAs,
  deleteRecords,
  goQuiet,
  itemSubject,
  makeDelivery,
  makeReview,
  withPlan,
} from "./world.ts";

const heads: readonly CaseWorld[] = [
  {
    name: "gate-shared-head",
    begin: async (scenario) => {
      await goQuiet(scenario);
      const { alice, pull } = makeDelivery(scenario, 3);
      alice.push("release", {});
      alice.openPull("Shine in the release", { branch: "shine", base: "release" });
      return itemSubject(pull);
    },
  },
  {
    name: "gate-commit",
    begin: async (scenario) => {
      await goQuiet(scenario);
      const { pull } = makeDelivery(scenario, 3);
      return { kind: "commit", sha: pull.head.sha };
    },
  },
  {
    name: "gate-up-to-date",
    begin: async (scenario) => {
      const { pull } = makeDelivery(scenario, 3);
      await scenario.settled();
      return itemSubject(pull);
    },
  },
  {
    name: "gate-up-to-date-with-open-tasks",
    begin: async (scenario) => {
      const { alice, pull } = makeDelivery(scenario, 3);
      alice.editMilestone(1, { description: "What we owe Ada:\n\n- [x] Deployed\n- [ ] Shown to Ada\n" });
      await scenario.settled();
      return itemSubject(pull);
    },
  },
  {
    name: "gate-after-a-stop",
    begin: async (scenario) => {
      const { pull, review } = await makeReview(scenario);
      await commentAs(scenario, "alice", review.number, "/phase stop nobody wants it");
      await goQuiet(scenario);
      scenario.as("alice").push("shine", { "more.txt": "more" });
      return itemSubject(pull);
    },
  },
  {
    name: "gate-after-a-deleted-decision",
    settings: withPlan("version: 1\ngate: { until: decision }\n"),
    begin: async (scenario) => {
      const { pull, review } = await makeReview(scenario);
      await commentAs(scenario, "alice", review.number, "/phase continue it works");
      await goQuiet(scenario);
      deleteRecords(scenario, review, "decision");
      return itemSubject(pull);
    },
  },
];

const groups: readonly CaseWorld[] = [
  {
    name: "merge-group",
    begin: async (scenario) => {
      await goQuiet(scenario);
      const { alice, pull } = makeDelivery(scenario, 3);
      const first = alice.openPull("First");
      alice.enqueue(first.number);
      const { headSha } = alice.enqueue(pull.number);
      const ref = `refs/heads/gh-readonly-queue/main/pr-${pull.number}-${"0".repeat(40)}`;
      return { kind: "group", sha: headSha, ref, base: "refs/heads/main" };
    },
  },
  {
    name: "merge-group-unknown",
    begin: async (scenario) => {
      await goQuiet(scenario);
      const { alice } = makeDelivery(scenario, 3);
      return { kind: "group", sha: alice.push("odd", {}), ref: "refs/heads/odd", base: "refs/heads/main" };
    },
  },
  {
    name: "merge-groups-of-a-queued-pull-request",
    begin: async (scenario) => {
      await goQuiet(scenario);
      const { alice, pull } = makeDelivery(scenario, 3);
      alice.enqueue(alice.openPull("First").number);
      alice.enqueue(pull.number);
      return itemSubject(pull);
    },
  },
];

const deployment = (name: string, environment: string, plan: string, close = false): CaseWorld => ({
  name,
  settings: withPlan(plan),
  begin: async (scenario) => {
    await goQuiet(scenario);
    const { alice } = makeDelivery(scenario);
    if (close) alice.close(1);
    const { run } = alice.requestDeployment(environment);
    return { kind: "deployment", run, environment };
  },
});

const GUARDED = "version: 1\nenvironments: { production: mvp }\n";

const deployments: readonly CaseWorld[] = [
  deployment("deployment-rejected", "Production", GUARDED),
  deployment("deployment-approved", "production", GUARDED, true),
  deployment("deployment-elsewhere", "staging", GUARDED),
  deployment("deployment-invalid-plan", "production", "version: 2\n"),
];

export const headWorlds: readonly CaseWorld[] = [...heads, ...groups, ...deployments];

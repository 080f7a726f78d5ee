// Worlds for the gate: every row of the table of verdicts, heads that are shared, overrides, deployments.
import {
  type CaseWorld,
  commentAs,
  DAY_MS,
  deleteRecords,
  goQuiet,
  itemSubject,
  makeDelivery,
  makeReview,
  withPlan,
} from "./world.ts";

const PLAN_FILE = ".github/milegate.yml";

/** A pull request of the last phase, while the first is not passed. */
const polish = (name: string, plan = "version: 1\n"): CaseWorld => ({
  name,
  settings: withPlan(plan),
  begin: async (scenario) => {
    await goQuiet(scenario);
    const { alice, pull } = makeDelivery(scenario, 3);
    alice.label(1, "bug");
    return itemSubject(pull);
  },
});

/** A pull request of no phase. */
const unphased = (unphasedPolicy: "pass" | "warn" | "block"): CaseWorld => ({
  name: `gate-no-phase-${unphasedPolicy}`,
  settings: withPlan(`version: 1\ngate: { unphased: ${unphasedPolicy} }\n`),
  begin: async (scenario) => {
    await goQuiet(scenario);
    return itemSubject(makeDelivery(scenario).pull);
  },
});

const OFF = `version: 1
phases:
  - { id: mvp, milestones: ["MVP"] }
  - { id: polish, milestones: ["Polish"], enforcement: "off" }
`;

const verdicts: readonly CaseWorld[] = [
  {
    name: "gate-open",
    begin: async (scenario) => {
      await goQuiet(scenario);
      const { alice, pull } = makeDelivery(scenario, 3);
      alice.close(1);
      return itemSubject(pull);
    },
  },
  polish("gate-blocked"),
  polish("gate-blocked-until-decision", "version: 1\ngate: { until: decision }\n"),
  {
    name: "gate-warning",
    begin: async (scenario) => {
      await goQuiet(scenario);
      return itemSubject(makeDelivery(scenario, 2).pull);
    },
  },
  polish("gate-not-enforced", OFF),
  unphased("pass"),
  unphased("warn"),
  unphased("block"),
  polish("gate-exempt-author", "version: 1\ngate: { exempt: { authors: [alice] } }\n"),
  polish("gate-exempt-branch", 'version: 1\ngate: { exempt: { branches: ["ma*"] } }\n'),
  {
    name: "gate-exempt-label",
    settings: withPlan("version: 1\ngate: { exempt: { labels: [hotfix] } }\n"),
    begin: async (scenario) => {
      await goQuiet(scenario);
      const { alice, pull } = makeDelivery(scenario, 3);
      alice.createLabel("hotfix");
      alice.label(pull.number, "hotfix");
      return itemSubject(pull);
    },
  },
  polish("gate-invalid-plan", "version: 1\nphaces: []\ngate: { until: never }\n"),
  polish("gate-switched-off", "enabled: false\n"),
];

const overrides: readonly CaseWorld[] = [
  {
    name: "gate-overridden",
    begin: async (scenario) => {
      const { pull } = makeDelivery(scenario, 3);
      await scenario.settled();
      await commentAs(scenario, "alice", pull.number, "/phase override customers wait for it");
      return itemSubject(pull);
    },
  },
  {
    name: "gate-override-expired",
    later: 8 * DAY_MS,
    begin: async (scenario) => {
      const { pull } = makeDelivery(scenario, 3);
      await scenario.settled();
      await commentAs(scenario, "alice", pull.number, "/phase override customers wait for it");
      return itemSubject(pull);
    },
  },
  {
    name: "gate-override-ended-by-closing",
    begin: async (scenario) => {
      const { alice, pull } = makeDelivery(scenario, 3);
      await scenario.settled();
      await commentAs(scenario, "alice", pull.number, "/phase override customers wait for it");
      await goQuiet(scenario);
      alice.close(pull.number);
      alice.reopen(pull.number);
      return itemSubject(pull);
    },
  },
  {
    name: "gate-override-of-a-closed-pull-request",
    begin: async (scenario) => {
      const { alice, pull } = makeDelivery(scenario, 3);
      await scenario.settled();
      await commentAs(scenario, "alice", pull.number, "/phase override customers wait for it");
      await goQuiet(scenario);
      alice.close(pull.number);
      return itemSubject(pull);
    },
  },
  {
    name: "gate-override-forged",
    begin: async (scenario) => {
      const { pull } = makeDelivery(scenario, 3);
      await scenario.settled();
      await goQuiet(scenario);
      const marker = "<!-- milegate:override by=mallory reason=mine command=1 line=1 at=2026-01-01T00:00:00.000Z -->";
      scenario.as("mallory").comment(pull.number, `${marker}\nLet me in.`);
      return itemSubject(pull);
    },
  },
];

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

const CRITERIA = `version: 1
phases:
  - id: mvp
    milestones: [MVP]
    timebox: 14d
    criteria:
      - issues-closed: { labels: [bug], min: "50%" }
      - tasks-done
      - no-open: { labels: [bug, critical] }
      - pull-requests-merged
      - feedback: { min: 2 }
      - hypotheses-tested
      - workflow: { file: e2e.yml }
      - release: { tag: "v*" }
      - deployment: { environment: staging }
      - files-exist: { paths: [README.md, docs/] }
      - scope: { must: true }
      - timebox: { must: true }
  - { id: polish, milestones: [Polish] }
`;

export const gateWorlds: readonly CaseWorld[] = [
  ...verdicts,
  ...overrides,
  ...heads,
  ...groups,
  ...deployments,
  { ...polish("gate-every-criterion", CRITERIA), later: 20 * DAY_MS },
  {
    name: "gate-owner-plan",
    settings: {
      files: { [PLAN_FILE]: "extends: owner\ngate: { unphased: block }\n" },
      ownerFiles: { [PLAN_FILE]: "gate: { until: milestone }\nlocked: [gate.until]\n" },
    },
    begin: async (scenario) => {
      await goQuiet(scenario);
      return itemSubject(makeDelivery(scenario, 3).pull);
    },
  },
];

// Worlds for labels, the dashboard and proposed plans, and for looks at all of a repository.
import {
  type CaseWorld,
  commentAs,
  dashboardIn,
  deleteRecords,
  goQuiet,
  itemSubject,
  makeDelivery,
  makeReview,
  withPlan,
} from "./world.ts";

const FILE = ".github/milegate.yml";
const DASHBOARD = { kind: "dashboard" } as const;

const labels: readonly CaseWorld[] = [
  {
    name: "labels-of-an-issue",
    begin: async (scenario) => {
      await goQuiet(scenario);
      makeDelivery(scenario);
      return { kind: "item", number: 1 };
    },
  },
  {
    name: "labels-of-another-milestone",
    begin: async (scenario) => {
      const { alice } = makeDelivery(scenario);
      await goQuiet(scenario);
      alice.setMilestone(1, 3);
      return { kind: "item", number: 1 };
    },
  },
  {
    name: "labels-of-no-milestone",
    begin: async (scenario) => {
      const { alice } = makeDelivery(scenario);
      alice.createLabel("phase: polish");
      await goQuiet(scenario);
      alice.setMilestone(1, null);
      alice.label(1, "phase: polish");
      return { kind: "item", number: 1 };
    },
  },
  {
    name: "labels-by-closed-issues",
    begin: async (scenario) => {
      await goQuiet(scenario);
      const { alice, pull } = makeDelivery(scenario);
      alice.openIssue("Animate", { milestone: 3 });
      alice.edit(pull.number, { body: "Closes #1, closes #3" });
      return itemSubject(pull);
    },
  },
  {
    name: "repository-under-a-new-plan",
    begin: async (scenario) => {
      const { alice } = makeDelivery(scenario, 3);
      alice.openIssue("Animate", { milestone: 3 });
      await goQuiet(scenario);
      const phases = '  - { id: core, milestones: ["MVP"] }\n  - { id: gloss, milestones: ["Polish"] }\n';
      alice.push("main", { [FILE]: `version: 1\nphases:\n${phases}` });
      return { kind: "repository" };
    },
  },
  {
    name: "repository-archived",
    begin: async (scenario) => {
      await goQuiet(scenario);
      makeDelivery(scenario, 3);
      scenario.shop.archived = true;
      return { kind: "repository" };
    },
  },
  {
    name: "delivery",
    begin: async (scenario) => {
      await goQuiet(scenario);
      makeDelivery(scenario, 3);
      return { kind: "delivery" };
    },
  },
];

const dashboards: readonly CaseWorld[] = [
  {
    name: "dashboard-first",
    begin: async (scenario) => {
      makeDelivery(scenario, 3);
      await scenario.settled();
      return DASHBOARD;
    },
  },
  {
    name: "dashboard-kept",
    begin: async (scenario) => {
      const { pull, review } = await makeReview(scenario);
      await commentAs(scenario, "alice", pull.number, "/phase override customers wait for it");
      await commentAs(scenario, "alice", review.number, "/phase pivot they want less");
      await scenario.look(DASHBOARD);
      return DASHBOARD;
    },
  },
  {
    name: "dashboard-changed-by-somebody",
    begin: async (scenario) => {
      const { alice, review, pull } = await makeReview(scenario);
      await commentAs(scenario, "alice", review.number, "/phase continue it works");
      await scenario.look(DASHBOARD);
      await goQuiet(scenario);
      const { number, body } = dashboardIn(scenario);
      alice.edit(number, { title: "Ours", body: `${body}\n\nAda likes it.` });
      alice.unlabel(number, "milegate");
      deleteRecords(scenario, review, "decision");
      scenario.as("mallory").comment(pull.number, "> <!-- milegate:override by=alice -->\nlook");
      return itemSubject({ number });
    },
  },
  {
    name: "dashboard-retired",
    begin: async (scenario) => {
      const { alice } = makeDelivery(scenario, 3);
      await scenario.settled();
      await scenario.look(DASHBOARD);
      await goQuiet(scenario);
      alice.push("main", { [FILE]: "version: 1\ndashboard: false\n" });
      return DASHBOARD;
    },
  },
  {
    name: "dashboard-second",
    begin: async (scenario) => {
      makeDelivery(scenario, 3);
      await scenario.settled();
      await scenario.look(DASHBOARD);
      await goQuiet(scenario);
      const first = dashboardIn(scenario);
      const own = { id: first.id + 10_000, number: 77, labels: [...first.labels], comments: [], pinned: false };
      scenario.shop.items.push({ ...first, ...own });
      return DASHBOARD;
    },
  },
];

const STRICT = `version: 1
phases:
  - { id: core, milestones: [MVP] }
  - { id: rest, milestones: [Enhancements, Polish] }
gate: { unphased: block }
`;

/** A pull request that changes the plan's file. */
const proposed = (name: string, from: string | null, to: string | null): CaseWorld => ({
  name,
  ...(from === null ? {} : { settings: withPlan(from) }),
  begin: async (scenario) => {
    await goQuiet(scenario);
    const { alice } = makeDelivery(scenario, 2);
    alice.openPull("Unphased work");
    return itemSubject(alice.openPull("Another plan", { branch: "plan", files: { [FILE]: to } }));
  },
});

const proposals: readonly CaseWorld[] = [
  proposed("plan-check-valid", "version: 1\n", STRICT),
  proposed("plan-check-invalid", "version: 1\n", "version: 1\nphaces: []\ngate: { until: never }\n"),
  proposed("plan-check-removed", STRICT, null),
  proposed("plan-check-first-plan", null, STRICT),
  proposed("plan-check-switched-off", "version: 1\n", "enabled: false\n"),
  {
    name: "plan-check-not-changed-any-more",
    settings: withPlan("version: 1\n"),
    begin: async (scenario) => {
      const { alice } = makeDelivery(scenario, 2);
      alice.moveBranch("halfway", alice.push("plan", { [FILE]: STRICT }));
      alice.push("plan", { "more.txt": "more" });
      const pull = alice.openPull("Another plan", { branch: "plan" });
      await goQuiet(scenario);
      alice.changeBase(pull.number, "halfway");
      return itemSubject(pull);
    },
  },
  {
    name: "plan-check-up-to-date",
    settings: withPlan("version: 1\n"),
    begin: async (scenario) => {
      const { alice } = makeDelivery(scenario, 2);
      const pull = alice.openPull("Another plan", { branch: "plan", files: { [FILE]: STRICT } });
      await scenario.settled();
      return itemSubject(pull);
    },
  },
];

export const overviewWorlds: readonly CaseWorld[] = [...labels, ...dashboards, ...proposals];

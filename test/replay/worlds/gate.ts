// Worlds for the gate: every row of the table of verdicts, overrides, every criterion.
import { person } from "@milegate/sandbox";
import type { Scenario } from "../../scenario.ts";
import { type CaseWorld, commentAs, DAY_MS, goQuiet, itemSubject, makeDelivery, withPlan } from "./world.ts";

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
  {
    name: "gate-exempt-author",
    settings: withPlan("version: 1\ngate: { exempt: { authors: [alice] } }\n"),
    begin: async (scenario) => {
      const signature = { isValid: true, signer: scenario.user("alice"), byGitHub: false };
      scenario.as("alice").push("shine", { "shine.txt": "Shine" }, { signature });
      await goQuiet(scenario);
      return itemSubject(makeDelivery(scenario, 3).pull);
    },
  },
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
  {
    name: "gate-repairs-the-plan",
    settings: withPlan("version: 1\nphaces: []\n"),
    begin: async (scenario) => {
      await goQuiet(scenario);
      return itemSubject(
        scenario.as("alice").openPull("Repair it", { files: { ".github/milegate.yml": "version: 1\n" } }),
      );
    },
  },
  polish("gate-switched-off", "enabled: false\n"),
];

async function makeOverridden(scenario: Scenario) {
  const delivery = makeDelivery(scenario, 3);
  await scenario.settled();
  await commentAs(scenario, "alice", delivery.pull.number, "/phase override customers wait for it");
  return delivery;
}

const overrides: readonly CaseWorld[] = [
  {
    name: "gate-overridden",
    begin: async (scenario) => {
      return itemSubject((await makeOverridden(scenario)).pull);
    },
  },
  {
    name: "gate-override-expired",
    later: 8 * DAY_MS,
    begin: async (scenario) => {
      return itemSubject((await makeOverridden(scenario)).pull);
    },
  },
  {
    name: "gate-override-of-the-first-edition",
    begin: async (scenario) => {
      const { pull } = makeDelivery(scenario, 3);
      await goQuiet(scenario);
      const { sandbox, shop } = scenario;
      const asked = scenario.as("alice").comment(pull.number, "/phase override customers wait for it");
      const [at, expires] = [-1, 3].map((days) =>
        encodeURIComponent(new Date(Date.now() + days * DAY_MS).toISOString()),
      );
      const marker = `override by=alice reason=customers%20wait%20for%20it expires=${expires} command=${asked.id} line=1 at=${at}`;
      person(sandbox.world, shop, sandbox.world.app.bot).comment(pull.number, `<!-- milegate:${marker} -->`);
      return itemSubject(pull);
    },
  },
  {
    name: "gate-override-ended-by-closing",
    begin: async (scenario) => {
      const { alice, pull } = await makeOverridden(scenario);
      await goQuiet(scenario);
      alice.close(pull.number);
      alice.reopen(pull.number);
      return itemSubject(pull);
    },
  },
  {
    name: "gate-override-of-a-closed-pull-request",
    begin: async (scenario) => {
      const { alice, pull } = await makeOverridden(scenario);
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

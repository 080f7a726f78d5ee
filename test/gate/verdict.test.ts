// SPEC section 4: the table of verdicts, over every source of a phase.
import { describe, expect, test } from "@jest/globals";
import { assembleDelivery } from "../../src/delivery/delivery.ts";
import { phaseStates } from "../../src/delivery/phase-state.ts";
import { verdictText } from "../../src/gate/check.ts";
import { renderCheck } from "../../src/gate/check-text.ts";
import { gateStep } from "../../src/gate/next-step.ts";
import { verdictOf } from "../../src/gate/verdict.ts";
import type { Milestone } from "../../src/github/model.ts";
import { milestone, NOW, openMilestone, planOf, repositoryReading } from "../builders.ts";

const phase = (id: string, title: string, more = "") =>
  `  - { id: ${id}, name: ${title}, milestones: ["${title}*"]${more} }`;
const text = (enforcement: string, gate = "{}") =>
  [
    "version: 1",
    `gate: ${gate}`,
    "phases:",
    phase("mvp", "MVP"),
    phase("polish", "Polish", `, requires: [mvp], enforcement: ${enforcement}, aliases: [shine]`),
  ].join("\n");

const shut = [openMilestone(1, "MVP", 2), milestone(2, "Polish")];
const passed = [milestone(1, "MVP"), milestone(2, "Polish")];

function check(plan: string, milestones: Milestone[], pull: { milestone?: string; labels?: string[] }) {
  const parsed = planOf(plan);
  const own = milestones.find(({ title }) => title === pull.milestone) ?? null;
  const verdict = verdictOf(parsed, phaseStates(assembleDelivery(parsed, repositoryReading({ milestones })), NOW), {
    milestone: own,
    labels: pull.labels ?? [],
    author: null,
    override: null,
    base: "main",
  });
  const guide = {
    plan: parsed,
    reviews: [],
    heldBack: () => ({ concerns: [], boxes: 0 }),
    repository: repositoryReading(),
  };
  const step = gateStep(verdict, { number: 7, url: "https://github.com/octo-org/shop/pull/7" }, guide);
  const { conclusion, title, summary } = renderCheck({ ...verdictText(verdict), ...step });
  return { conclusion, title, summary };
}

describe("the verdict", () => {
  test.each([
    ["block", shut, "action_required", "Blocked: Polish waits for MVP (1 of 3 issues closed)"],
    ["warn", shut, "neutral", "Warning: Polish waits for MVP (1 of 3 issues closed)"],
    ["off", shut, "neutral", "Not enforced: Polish waits for MVP (1 of 3 issues closed)"],
    ["block", passed, "success", "Open: MVP is passed"],
    ["warn", passed, "success", "Open: MVP is passed"],
    ["off", passed, "success", "Open: MVP is passed"],
  ])("with enforcement %s", (enforcement, milestones, conclusion, title) => {
    for (const source of [{ milestone: "Polish" }, { labels: ["phase: polish"] }, { labels: ["SHINE"] }])
      expect(check(text(enforcement), milestones, source)).toMatchObject({ conclusion, title });
  });

  test.each([
    ["pass", "neutral", "No phase"],
    ["warn", "neutral", "Warning: no phase"],
    ["block", "action_required", "Blocked: no phase"],
  ])("without a phase, unphased: %s", (unphased, conclusion, title) => {
    expect(check(text("block", `{ unphased: ${unphased} }`), shut, {})).toMatchObject({ conclusion, title });
  });

  test("counts milestones as such, and says nothing twice", () => {
    const decision = text("block", "{ until: decision }");
    const begun = [openMilestone(1, "MVP", 2), milestone(2, "Polish")];
    expect(check(decision, begun, { milestone: "Polish" }).title).toBe(
      "Blocked: Polish waits for MVP (1 of 3 issues closed, 0 of 1 milestone closed, no decision yet)",
    );
    expect(check(decision, [milestone(2, "Polish")], { milestone: "Polish" }).title).toBe(
      "Blocked: Polish waits for MVP (no milestone belongs to this phase yet, no decision yet)",
    );
  });

  test("tells apart what two phases wait for", () => {
    const three = ["version: 1", "phases:", phase("mvp", "MVP"), phase("more", "More", ", requires: []")];
    const plan = [...three, phase("polish", "Polish", ", requires: [mvp, more]")].join("\n");
    const milestones = [openMilestone(1, "MVP", 2), openMilestone(3, "More", 1), milestone(2, "Polish")];
    expect(check(plan, milestones, { milestone: "Polish" }).title).toBe(
      "Blocked: Polish waits for MVP (1 of 3 issues closed) and More (1 of 2 issues closed)",
    );
  });

  test("a phase that requires none is open", () => {
    expect(check(text("block"), shut, { milestone: "MVP" })).toMatchObject({
      conclusion: "success",
      title: "Open: MVP waits for no other phase",
    });
  });

  test("the latest phase counts", () => {
    expect(check(text("block"), shut, { milestone: "MVP", labels: ["shine"] }).conclusion).toBe("action_required");
    expect(check(text("block"), shut, { milestone: "Polish", labels: ["phase: mvp"] }).conclusion).toBe(
      "action_required",
    );
  });
});

describe("a phase is passed", () => {
  const closed = milestone(1, "MVP", { state: "closed", closedAt: NOW });
  test.each([
    ["criteria", "{}", [milestone(1, "MVP")], "success"],
    ["an empty milestone", "{}", [milestone(1, "MVP", { issues: { done: 0 } })], "action_required"],
    ["only dropped issues", "{}", [milestone(1, "MVP", { issues: { done: 0, dropped: 3 } })], "action_required"],
    ["no milestone at all", "{}", [], "action_required"],
    ["all of several milestones", "{}", [milestone(1, "MVP 1"), openMilestone(5, "MVP 2", 1)], "action_required"],
    ["an unticked task", "{}", [milestone(1, "MVP", { description: "- [x] a\n- [ ] b" })], "action_required"],
    ["ticked tasks", "{}", [milestone(1, "MVP", { description: "- [x] a" })], "success"],
    ["until milestone, still open", "{ until: milestone }", [milestone(1, "MVP")], "action_required"],
    ["until milestone, closed", "{ until: milestone }", [closed], "success"],
    ["until decision, closed but undecided", "{ until: decision }", [closed], "action_required"],
  ])("by %s", (_name, gate, milestones, conclusion) => {
    expect(check(text("block", gate), milestones, { labels: ["phase: polish"] }).conclusion).toBe(conclusion);
  });
});

test("the summary links what is open and says what to do", () => {
  const { summary } = check(text("block"), [openMilestone(1, "MVP", 12)], { labels: ["shine"] });
  expect(summary).toContain("### MVP: not passed yet");
  expect(summary).toContain("❌ **Every issue is closed**: 1 of 13 issues closed");
  expect(summary).toContain("](https://github.com/octo-org/shop/issues/100)");
  expect(summary).toContain("and 2 more");
  expect(summary).toContain("### What to do next");
});

// What is written for a given state of GitHub, and that it is nothing once it was written.
import { describe, expect, test } from "@jest/globals";
import type { Change } from "../../src/change.ts";
import { decide } from "../../src/reconcile/decide.ts";
import { issue, milestone, NOW, openMilestone, pull, review, snapshot } from "../builders.ts";

const MVP = { number: 1, title: "MVP" };
const BACKLOG = { number: 9, title: "Backlog" };
const config = (text: string) => ({ config: { oid: "1", text } });
const phaseLabel = (name: string) => ({ name, description: "" });

const written = (changes: Change[]): string[] =>
  changes.map((change) => {
    switch (change.kind) {
      case "set-check":
        return `check ${change.headSha} (${change.existing?.id ?? "new"}) ${change.content.conclusion} ${change.content.title}`;
      case "create-label":
        return `create ${change.name}`;
      case "add-labels":
        return `label ${change.item} ${change.labels.join(", ")}`;
      case "remove-label":
        return `unlabel ${change.item} ${change.label}`;
      case "open-issue":
        return `open "${change.title}" (${change.labels.join(", ")})`;
      default:
        return change.kind;
    }
  });

describe("writes", () => {
  test.each<[string, Parameters<typeof snapshot>, string[]]>([
    ["nothing where no milestone is called like a phase", [[pull(7)], { milestones: [milestone(9, "Backlog")] }], []],
    ["nothing where the plan is switched off", [[pull(7)], config("version: 1\nenabled: false")], []],
    ["nothing where the repository is archived", [[pull(7)], { isArchived: true }], []],
    [
      "an invalid plan into the checks, and no label",
      [[pull(7), issue(3, { milestone: MVP })], config("version: 2")],
      ["check sha7 (new) action_required Invalid plan"],
    ],
    [
      "the label of an issue's milestone, made when it is first needed",
      [[issue(3, { milestone: MVP })]],
      ["create phase: mvp", "label 3 phase: mvp"],
    ],
    [
      "only the difference",
      [[issue(3, { milestone: MVP, labels: ["phase: polish"] })], { labels: [phaseLabel("Phase: MVP")] }],
      ["unlabel 3 phase: polish", "label 3 phase: mvp"],
    ],
    [
      "no label that people gave something in no phase",
      [[issue(3, { milestone: BACKLOG, labels: ["phase: mvp"] })]],
      [],
    ],
    [
      "no phase into a review of its own",
      [[issue(3, { labels: ["phase: mvp"], author: { login: "milegate", isBot: true } })]],
      [],
    ],
    ["a check for a pull request of no phase", [[pull(7)]], ["check sha7 (new) neutral No phase"]],
    [
      "a check by the labels that the pull request gets in the same breath",
      [
        [pull(7, { closes: [{ number: 3, milestone: null, labels: [{ name: "phase: polish", byApp: false }] }] })],
        { labels: [phaseLabel("phase: polish")] },
      ],
      [
        "label 7 phase: polish",
        "check sha7 (new) action_required Blocked: Polish waits for MVP (1 of 3 issues closed)",
      ],
    ],
    [
      "over a check whose words are old",
      [[pull(7, { check: { id: 5, node: "CR_5", conclusion: "success", title: "Open: MVP is passed", summary: "" } })]],
      ["check sha7 (5) neutral No phase"],
    ],
    ["no check on a closed pull request", [[pull(7, { state: "closed" })]], []],
    [
      "one check for pull requests with the same head, the strictest",
      [[pull(7, { headSha: "one" }), pull(8, { headSha: "one", labels: ["phase: polish"] })]],
      ["check one (new) action_required Blocked: Polish waits for MVP (1 of 3 issues closed)"],
    ],
    [
      "a review when the last milestone of a phase is closed",
      [[], { milestones: [milestone(1, "MVP", { state: "closed", closedAt: NOW })] }, true],
      [
        "create boundary review",
        "create phase: mvp",
        'open "Boundary review: MVP → Enhancement" (boundary review, phase: mvp)',
      ],
    ],
    [
      "no review while one of them is open",
      [
        [],
        { milestones: [milestone(1, "MVP", { state: "closed", closedAt: NOW }), openMilestone(2, "MVP 2", 1)] },
        true,
      ],
      [],
    ],
    [
      "no second review of the same closing",
      [
        [],
        {
          milestones: [milestone(1, "MVP", { state: "closed", closedAt: NOW })],
          reviews: [
            review(4, {
              state: "closed",
              stateReason: "completed",
              closedAt: NOW,
              body: "<!-- milegate:review phase=mvp round=1 -->",
            }),
          ],
        },
        true,
      ],
      [],
    ],
  ])("%s", (_name, state, expected) => {
    expect(written(decide(snapshot(...state), NOW))).toEqual(expected);
  });
});

test("nothing, once it was written", () => {
  const before = snapshot([pull(7, { labels: ["phase: polish"] })]);
  const [change] = decide(before, NOW);
  if (change?.kind !== "set-check") throw new Error("no check");
  const check = { id: 5, node: "CR_5", ...change.content, summary: change.content.summary.replaceAll("\n", "\r\n") };
  expect(decide(snapshot([pull(7, { labels: ["phase: polish"], check })]), NOW)).toEqual([]);
});

// SPEC section 3: which phase label an item carries.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Labelled, labelChange } from "../../src/labels/labels.ts";
import { BUILTIN } from "../builders.ts";

const MVP = { number: 1, title: "MVP" };
const POLISH = { number: 3, title: "Polish" };
const BACKLOG = { number: 9, title: "Backlog" };
const people = (...names: string[]) => names.map((name) => ({ name, byApp: false }));
const app = (...names: string[]) => names.map((name) => ({ name, byApp: true }));
const linked = (milestone: { number: number; title: string } | null, ...labels: string[]) => ({
  milestone,
  labels: people(...labels),
});
const item = (own: Partial<Labelled>): Labelled => ({ state: "open", milestone: null, labels: [], closes: [], ...own });

describe("a change of labels", () => {
  test.each<[string, Partial<Labelled>, string[], string[]]>([
    ["a milestone's item gets its label", { milestone: MVP }, ["phase: mvp"], []],
    ["which it may have already", { milestone: MVP, labels: people("phase: mvp") }, [], []],
    ["in any case", { milestone: MVP, labels: people("Phase: MVP") }, [], []],
    [
      "and loses another phase's, whoever put it on",
      { milestone: MVP, labels: people("phase: polish") },
      ["phase: mvp"],
      ["phase: polish"],
    ],
    ["other labels stay", { milestone: MVP, labels: people("bug", "phase: mvp") }, [], []],
    ["aliases stay", { milestone: MVP, labels: people("polish", "phase: mvp") }, [], []],
    ["without a milestone the app's label goes", { labels: app("phase: mvp") }, [], ["phase: mvp"]],
    ["and people's stays", { labels: people("phase: mvp") }, [], []],
    [
      "in an unmapped milestone the app's label goes",
      { milestone: BACKLOG, labels: app("phase: mvp") },
      [],
      ["phase: mvp"],
    ],
    ["and people's stays there, too", { milestone: BACKLOG, labels: people("phase: mvp") }, [], []],
    ["linked issues give their phase", { closes: [linked(MVP)] }, ["phase: mvp"], []],
    ["the latest of them", { closes: [linked(POLISH), linked(MVP)] }, ["phase: polish"], []],
    [
      "by their labels where they have no milestone",
      { closes: [linked(null, "phase: polish")] },
      ["phase: polish"],
      [],
    ],
    ["not by what the app put on them", { closes: [{ milestone: null, labels: app("phase: polish") }] }, [], []],
    ["but the milestone wins", { closes: [linked(MVP, "phase: polish")] }, ["phase: mvp"], []],
    ["not to what people gave a phase", { labels: people("phase: mvp"), closes: [linked(POLISH)] }, [], []],
    ["nor an alias of one", { labels: people("mvp"), closes: [linked(POLISH)] }, [], []],
    ["nor to what has a milestone", { milestone: BACKLOG, closes: [linked(POLISH)] }, [], []],
    [
      "the app's own label follows the linked issues",
      { labels: app("phase: mvp"), closes: [linked(POLISH)] },
      ["phase: polish"],
      ["phase: mvp"],
    ],
    ["a closed pull request gets none by its links", { state: "closed", closes: [linked(MVP)] }, [], []],
    ["but keeps the one it has", { state: "closed", labels: app("phase: mvp"), closes: [linked(MVP)] }, [], []],
    ["an unlinked one loses it", { labels: app("phase: polish"), closes: [] }, [], ["phase: polish"]],
  ])("%s", (_name, own, add, remove) => {
    expect(labelChange(BUILTIN, item(own))).toMatchObject({ add, remove });
  });

  test.each<[string, Partial<Labelled>, string[]]>([
    ["the app takes its own back", { milestone: MVP, labels: app("stage: one", "phase: mvp") }, ["stage: one"]],
    ["but not what people put on", { milestone: MVP, labels: people("stage: one", "phase: mvp") }, []],
  ])("of an earlier plan: %s", (_name, own, remove) => {
    expect(labelChange(BUILTIN, item(own), ["stage: one"]).remove).toEqual(remove);
  });
});

test("done once, there is nothing left to do", () => {
  const name = fc.constantFrom(
    "phase: mvp",
    "phase: enhancement",
    "phase: polish",
    "Phase: Polish",
    "polish",
    "bug",
    "stage: one",
  );
  const milestone = fc.constantFrom(null, MVP, POLISH, BACKLOG);
  const labels = fc.uniqueArray(fc.record({ name, byApp: fc.boolean() }), {
    selector: (each) => each.name.toLowerCase(),
    maxLength: 5,
  });
  const state = fc.constantFrom("open" as const, "closed" as const);
  const closes = fc.array(fc.record({ milestone, labels }), { maxLength: 3 });
  fc.assert(
    fc.property(fc.record({ state, milestone, labels, closes }), (before) => {
      const { add, result } = labelChange(BUILTIN, before, ["stage: one"]);
      const after = result.map(
        (each) =>
          before.labels.find((label) => label.name === each && !add.includes(each)) ?? { name: each, byApp: true },
      );
      expect(labelChange(BUILTIN, { ...before, labels: after }, ["stage: one"])).toEqual({
        add: [],
        remove: [],
        result,
      });
    }),
  );
});

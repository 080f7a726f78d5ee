// Which phase words name, where a reason begins, and what is refused as a slip.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { maybePhase, onlyPhase, phaseAndText } from "../../src/commands/phase-words.ts";
import { BUILTIN, planOf } from "../builders.ts";

const PLAN = planOf(`phases:
  - { id: p1, name: Phase 1, milestones: ["A*"] }
  - { id: p2, name: Phase 2, milestones: ["B*"] }
  - { id: p3, name: Phase 3, milestones: ["C*"] }
  - { id: p10, name: Phase 1 beta, milestones: ["D*"], aliases: [later on] }
  - { id: beta, name: MVP 2 (beta), milestones: ["E*"], label: "stage: beta" }
  - { id: launch, name: "🚀 Lift-off", milestones: ["F*"] }
  - { id: party, name: Don't "panic", milestones: ["G*"] }
  - { id: cafe, name: Café, milestones: ["H*"] }
`);

const USAGE = "/phase defer [<phase>] [reason]";

describe("deferring", () => {
  const readIn = (plan: typeof PLAN, text: string) => {
    const read = phaseAndText(plan, text, USAGE);
    return read.kind === "parsed" ? [read.args.phase?.id ?? null, read.args.text] : read.reason;
  };

  test.each<[string, string | null, string]>([
    ["polish", "polish", ""],
    ["Polish nobody needs it", "polish", "nobody needs it"],
    ['"phase: mvp" why', "mvp", "why"],
    ["phase: mvp why", "mvp", "why"],
    ["too big for now", null, "too big for now"],
    ['"too big" for now', null, '"too big" for now'],
    ["", null, ""],
  ])("%j in the built-in plan", (text, phase, reason) => {
    expect(readIn(BUILTIN, text)).toEqual([phase, reason]);
  });

  test.each<[string, string | null, string]>([
    ["Phase 3", "p3", ""],
    ["Phase 3 too big", "p3", "too big"],
    ["phase  3\ttoo big", "p3", "too big"],
    ['"Phase 3" too big', "p3", "too big"],
    ["‘phase 3’ too big", "p3", "too big"],
    ["p3 Phase 3", "p3", "Phase 3"],
    ["Phase 1", "p1", ""],
    ["Phase 1 better later", "p1", "better later"],
    ["Phase 1 beta comes first", "p10", "comes first"],
    ["later on", "p10", ""],
    ["MVP 2 (beta) is next", "beta", "is next"],
    ["stage: beta is next", "beta", "is next"],
    ["🚀 lift-off now", "launch", "now"],
    ["Don’t “panic” yet", "party", "yet"],
    ["Cafe\u0301 first", "cafe", "first"],
    ["too big", null, "too big"],
    ["my boss said no", null, "my boss said no"],
    ["not before Phase 3", null, "not before Phase 3"],
  ])("%j", (text, phase, reason) => {
    expect(readIn(PLAN, text)).toEqual([phase, reason]);
  });

  test.each<[string, string, string]>([
    ["Phase", "phase", "phase 1"],
    ["Phase 9 too big", "phase 9", "phase 1"],
    ["Phse 3 too big", "phse 3", "phase 3"],
    ["Phase3", "phase3", "phase 3"],
    ['"Phase 33" too big', "phase 33", "phase 3"],
    ["later when we can", "later when", "later on"],
    ["stage beta", "stage beta", "stage: beta"],
    ["MVP 2 is next", "mvp 2 is", "mvp 2 (beta)"],
  ])("%j is refused", (text, written, near) => {
    const said = readIn(PLAN, text);
    expect(said).toContain(`there is no phase \`${written}\`. Did you mean \`${near}\`?`);
    expect(said).toContain("The phases are: `p1` (`Phase 1`), ");
    expect(said).toContain(`name the phase before it: \`${USAGE}\`.`);
  });

  test.each(["polsh nobody needs it", "pol nobody needs it", "mpv"])("%j is refused in the built-in plan", (text) => {
    expect(readIn(BUILTIN, text)).toContain("Did you mean");
  });
});

test.each<[string, string | null]>([
  ["", null],
  ["mvp", "mvp"],
  ["Phase: MVP", "mvp"],
  ["Phase: MVP please", "mvp"],
  ["‘phase: mvp’ please", "mvp"],
  ["«MVP»", "mvp"],
  ["mpv", "there is no phase `mpv`. Did you mean `mvp`?"],
  ["nonsense", "there is no phase `nonsense`. The phases are"],
])("the phase to review, or to carry over to: %j", (text, expected) => {
  const read = maybePhase(BUILTIN, text);
  if (read.kind === "parsed") expect(read.args?.id ?? null).toBe(expected);
  else expect(read.reason).toContain(expected);
});

test.each<[string, string]>([
  ["Phase 1", "p1"],
  ["phase 1 beta", "p10"],
  ['"Phase 1"', "p1"],
  ["Phase 1 please", "nothing may follow the phase: `/phase set <phase>`."],
  ["Phase 4", "there is no phase `phase 4`."],
  ["", "it needs a phase: `/phase set <phase>`."],
])("the phase to put something into: %j", (text, expected) => {
  const read = onlyPhase(PLAN, text, "/phase set <phase>");
  if (read.kind === "parsed") expect(read.args.id).toBe(expected);
  else expect(read.reason).toContain(expected);
});

describe("whatever phases are called", () => {
  const word = fc.string({ unit: fc.constantFrom(..."abcXYZ123é🚀'\"()*:-"), minLength: 1, maxLength: 6 });
  const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(" "));
  const reason = fc.constantFrom("", "too big", "nobody needs it");
  const plans = fc
    .uniqueArray(name, { minLength: 1, maxLength: 6, selector: (each) => each.toLowerCase() })
    .map((names) =>
      planOf(
        JSON.stringify({ phases: names.map((each, at) => ({ id: `id-${at}`, name: each, milestones: [at + 1] })) }),
      ),
    );

  test("a phase's own name is that phase, or a longer one's, in any case and with a reason", () => {
    fc.assert(
      fc.property(plans, fc.nat(5), reason, fc.boolean(), (plan, at, why, isUpper) => {
        const phase = plan.phases[at % plan.phases.length];
        if (phase === undefined) return;
        const text = `${isUpper ? phase.name.toUpperCase() : phase.name} ${why}`;
        const read = phaseAndText(plan, text, USAGE);
        expect(read).toEqual({ kind: "parsed", args: { phase, text: why } });
      }),
      { numRuns: 300 },
    );
  });

  test("what begins with none of their words, nor nearly, is a reason", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const text = "unquestionably too much";
        expect(phaseAndText(plan, text, USAGE)).toEqual({ kind: "parsed", args: { phase: null, text } });
      }),
    );
  });
});

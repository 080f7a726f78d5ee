// A sign-off as a state machine: what people say comes to one outcome in any order, and no tampering makes it milder. SPEC sections 6 and 13.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { latestVoices, VOICES, type Voice, voiceKey } from "../../src/decisions/voice.ts";
import { kindOf } from "../../src/sign-offs/state.ts";
import { looked, MONDAY, openedRound, type Round, roundReview, type Said, said, stateIn, tampered } from "./round.ts";

const SAM = { by: "sam", byId: 7 };
const SUE = { by: "sue", byId: 8 };
const TIM = { by: "tim", byId: 9 };
const PEOPLE = [SAM, SUE, TIM];
const plan = (more = "") => `review: { sign_offs: [{ id: s, name: Security, by: write, quorum: 2${more} }] }`;

const voice = ({ by, byId, verb, command }: Said): Voice => ({
  ...{ by, byId, verb, command, line: 1, at: MONDAY, answers: "", reason: "why" },
});

describe("what people say comes to", () => {
  const [approve, needs, not] = VOICES;
  test.each<[string, [typeof SAM, (typeof VOICES)[number]][], string]>([
    ["requested while nobody did", [], "requested"],
    ["requested short of the quorum", [[SAM, approve]], "requested"],
    [
      "approved by the quorum",
      [
        [SAM, approve],
        [SUE, approve],
      ],
      "approved",
    ],
    [
      "requested where one approves twice",
      [
        [SAM, approve],
        [SAM, approve],
      ],
      "requested",
    ],
    [
      "needs work while anybody's is",
      [
        [SAM, approve],
        [SUE, approve],
        [TIM, needs],
      ],
      "needs work",
    ],
    [
      "needs work before not applicable",
      [
        [SAM, not],
        [TIM, needs],
      ],
      "needs work",
    ],
    [
      "not applicable while anybody's is",
      [
        [SAM, approve],
        [SUE, approve],
        [TIM, not],
      ],
      "not applicable",
    ],
    [
      "approved once who objected approves",
      [
        [SAM, needs],
        [SUE, approve],
        [SAM, approve],
      ],
      "approved",
    ],
    [
      "requested once who objected only approves",
      [
        [SAM, needs],
        [SAM, approve],
      ],
      "requested",
    ],
  ])("%s", (_what, all, kind) => {
    const round = all.reduce(
      (each, [who, verb], at) => said(each, { ...who, verb, command: at + 1, reason: "why" }),
      openedRound(plan()),
    );
    expect(stateIn(round).kind).toBe(kind);
    const seen = looked(round, MONDAY);
    expect(looked(seen, MONDAY)).toEqual(seen);
  });
});

/** Of what three people say, two commands each: every order that keeps each one's own. */
function interleavings(left: readonly number[]): number[][] {
  if (left.every((count) => count === 0)) return [[]];
  return left.flatMap((count, who) =>
    count === 0
      ? []
      : interleavings(left.map((each, at) => (at === who ? each - 1 : each))).map((rest) => [who, ...rest]),
  );
}

const ORDERS = [
  [2, 2, 2],
  [2, 2, 1],
  [2, 1, 1],
  [1, 1, 1],
  [3, 2, 1],
].flatMap(interleavings);

const outcomeOf = (voices: readonly Voice[], quorum: number): string => {
  const latest = latestVoices(voices);
  const who = latest.map((each) => `${voiceKey(each)} ${each.verb}`).toSorted();
  return [kindOf({ quorum }, latest, []), ...who].join(", ");
};

/** Each person's first, second and third command. */
const wordsIn = (order: readonly number[], words: readonly (typeof VOICES)[number][]): Said[] => {
  const nth = [0, 0, 0];
  return order.map((who, at) => {
    const verb = words[who * 3 + (nth[who] ?? 0)] ?? "approve";
    nth[who] = (nth[who] ?? 0) + 1;
    return { ...(PEOPLE[who] ?? SAM), verb, command: at + 1, reason: "why" };
  });
};

test("every interleaving of up to six commands by three people comes to one outcome", () => {
  const shapes = Map.groupBy(ORDERS, (order) => [...order].sort().join(""));
  let [count, outcomes] = [0, 0];
  for (const orders of shapes.values()) {
    for (let at = 0; at < 3 ** 6; at++) {
      const six = Array.from({ length: 6 }, (_each, place) => VOICES[Math.floor(at / 3 ** place) % 3] ?? "approve");
      const words = [six[0], six[1], six[0], six[2], six[3], six[2], six[4], six[5], six[4]].map(
        (word) => word ?? "approve",
      );
      const found = new Set(orders.map((order) => outcomeOf(wordsIn(order, words).map(voice), 2)));
      expect(found.size).toBe(1);
      [count, outcomes] = [count + orders.length, outcomes + found.size];
    }
  }
  process.stdout.write(`${count} interleavings, ${outcomes} outcomes of as many sets of commands\n`);
});

const verbs = fc.array(fc.constantFrom(...VOICES), { minLength: 9, maxLength: 9 });
const orders = fc.constantFrom(...ORDERS);

test("the same through records, in whichever order the comments come to the app", () => {
  fc.assert(
    fc.property(verbs, orders, fc.infiniteStream(fc.nat(5)), (words, order, arrival) => {
      const all = wordsIn(order, words);
      const wanted = outcomeOf(all.map(voice), 2);
      const late = [...all].sort(() => ([...arrival.take(1)][0] ?? 0) - 2);
      for (const given of [all, late]) {
        const { kind, voices } = stateIn(given.reduce((round, each) => said(round, each), openedRound(plan())));
        expect([kind, ...voices.map((each) => `${voiceKey(each)} ${each.verb}`).toSorted()].join(", ")).toBe(wanted);
      }
    }),
    { numRuns: 60 },
  );
});

describe("tampering", () => {
  const objected = said(said(openedRound(plan()), { ...SAM, verb: "needs-work", command: 1, reason: "no" }), {
    ...SUE,
    verb: "approve",
    command: 2,
  });
  const approved = [SAM, SUE].reduce(
    (round, who, at) => said(round, { ...who, verb: "approve", command: at + 3 }),
    openedRound(plan()),
  );
  const ways: Record<string, (body: string) => string | null> = {
    deleted: () => null,
    "edited below the marker": (body) => `${body} Approved!`,
    "edited so that it says otherwise": (body) => body.replace("needs-work%09sam", "approve%09sam"),
    "edited so that it is no record": () => "Approved!",
  };

  test.each(Object.entries(ways))(
    "a needs-work whose record was %s counts until who said it answers anew",
    (_way, edit) => {
      const round = looked(tampered(objected, edit), MONDAY);
      expect(stateIn(round).kind).toBe("needs work");
      expect(stateIn(said(round, { ...SUE, verb: "approve", command: 20 })).kind).toBe("needs work");
      const again = said(said(round, { ...SUE, verb: "approve", command: 20 }), {
        ...SAM,
        verb: "approve",
        command: 21,
      });
      expect(stateIn(again).kind).toBe("approved");
      expect(roundReview(again).lost).toEqual([]);
    },
  );

  test.each(Object.entries(ways).filter(([way]) => !way.includes("otherwise")))(
    "an approval whose record was %s is as if it had never been",
    (_way, edit) => {
      const round = looked(tampered(approved, edit), MONDAY);
      expect([stateIn(approved).kind, stateIn(round).kind, stateIn(round).voices]).toEqual([
        "approved",
        "requested",
        [],
      ]);
      expect(looked(round, MONDAY)).toEqual(round);
    },
  );

  test("an old read that is written over drops no needs-work", () => {
    const [before] = objected.issue.comments;
    const stale: Round = {
      ...objected,
      issue: {
        ...objected.issue,
        comments: objected.issue.comments.map((each) => ({ ...each, body: each.body.replace(/sam%09[^ ]*/, "") })),
      },
    };
    expect(before).toBeDefined();
    const emptied = openedRound(plan());
    const fresh = looked(emptied, MONDAY).issue.comments;
    const round = { ...stale, issue: { ...stale.issue, comments: fresh } };
    expect(stateIn(round).kind).toBe("needs work");
  });

  test("whatever is done to the records, no needs-work goes and no approval comes", () => {
    const edits = fc.constantFrom(...Object.values(ways));
    fc.assert(
      fc.property(verbs, orders, fc.array(fc.tuple(fc.nat(6), edits), { maxLength: 3 }), (words, order, done) => {
        const all = wordsIn(order, words);
        let round = openedRound(plan());
        for (const [at, each] of all.entries()) {
          round = said(round, each);
          for (const [, edit] of done.filter(([when]) => when === at)) round = looked(tampered(round, edit), MONDAY);
        }
        const truth = latestVoices(all.map(voice));
        const state = stateIn(round);
        if (truth.some(({ verb }) => verb === "needs-work")) expect(state.kind).toBe("needs work");
        for (const each of state.voices.filter(({ verb }) => verb !== "needs-work"))
          expect(all.map(({ byId, verb, command }) => `${byId} ${verb} ${command}`)).toContain(
            `${each.byId} ${each.verb} ${each.command}`,
          );
        if (state.kind === "approved" || state.kind === "not applicable")
          expect(truth.some(({ verb }) => verb === "needs-work")).toBe(false);
      }),
      { numRuns: 100 },
    );
  });
});

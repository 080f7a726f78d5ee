// Random tampering by whoever may write: no verdict becomes milder, no concern goes, and no override comes back.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { strictnessOf } from "../../src/decisions/decided.ts";
import { decisionsOf } from "../../src/decisions/decision.ts";
import { reviewRewrites } from "../../src/decisions/in-effect.ts";
import { overrideOf, overrideRewrites } from "../../src/decisions/override.ts";
import { type AnyRecord, commentOf, type Outcome } from "../../src/decisions/record.ts";
import { reviewsOf } from "../../src/decisions/review.ts";
import { reviewMarker } from "../../src/decisions/review-marker.ts";
import { openConcerns } from "../../src/decisions/tally.ts";
import type { OwnIssue, PullItem, RecordComment } from "../../src/github/model.ts";
import { marked } from "../../src/review/body.ts";
import { BUILTIN, NOW, pull, REPOSITORY_ID, recordComment, review } from "../builders.ts";

const [MVP] = BUILTIN.phases;
if (MVP === undefined) throw new Error("no phase");

/** A moment for each step, as decisions take people longer than a second. */
const moment = (step: number): Date => new Date(NOW.getTime() + step * 60_000);
const origin = (step: number, item: number) => ({
  ...{ by: "bob", byId: 2, command: step * 100, line: 1, at: moment(step) },
  ...{ repository: REPOSITORY_ID, item },
});

const ownComment = (step: number, item: number, record: AnyRecord): RecordComment =>
  recordComment(step * 100 + 1, {
    place: { repository: REPOSITORY_ID, item },
    createdAt: moment(step),
    body: commentOf(record, "Words for people."),
  });

type Said = { round: 1 | 2; what: Outcome | "concern" | "resolve" };
const said: fc.Arbitrary<Said> = fc.record({
  round: fc.constantFrom(1, 2),
  what: fc.constantFrom("continue", "pivot", "stop", "concern", "resolve"),
});

/** Two rounds with what was said in them, and all that the app writes down of it. Decisions come in the order of the rounds. */
function decided(all: readonly Said[]): OwnIssue[] {
  const labelled = ["boundary review", "phase: mvp"].map((name) => ({ name, at: NOW }));
  let issues = [1, 2].map((round) =>
    review(round, {
      body: reviewMarker({ phase: MVP as NonNullable<typeof MVP>, round }, REPOSITORY_ID),
      history: { isTransferred: false, labelled, deleted: [] },
    }),
  );
  const ordered = all.toSorted((a, b) => a.round - b.round);
  for (const [at, each] of ordered.entries()) issues = kept(issues.map((issue) => withSaid(issue, each, at + 1)));
  return issues;
}

function withSaid(issue: OwnIssue, { round, what }: Said, step: number): OwnIssue {
  if (issue.number !== round) return issue;
  const comment = ownComment(step, round, recordOf(what, round, step));
  const labelled = what === "concern" || what === "resolve" ? [] : [{ name: `decision: ${what}`, at: moment(step) }];
  const history = issue.history ?? { isTransferred: false, labelled: [], deleted: [] };
  return {
    ...issue,
    comments: [...issue.comments, comment],
    history: { ...history, labelled: [...history.labelled, ...labelled] },
  };
}

function recordOf(what: Said["what"], round: number, step: number): AnyRecord {
  const base = { phase: "mvp", round, ...origin(step, round) };
  if (what === "concern") return { kind: "concern", ...base, name: `concern ${step % 3}`, text: "" };
  if (what === "resolve") return { kind: "resolve", ...base, name: `concern ${step % 3}` };
  return { kind: "decision", ...base, outcome: what, reason: "", deciders: ["bob"], waived: [] };
}

/** What the app adds at its next look. */
function kept(issues: readonly OwnIssue[]): OwnIssue[] {
  const reviews = reviewsOf(BUILTIN, issues);
  const rewrites = reviewRewrites(reviews);
  return issues.map((issue) => {
    const own = reviews.find((each) => each.issue === issue);
    const comments = issue.comments.map((comment) => ({
      ...comment,
      body: rewrites.find((each) => each.comment === comment.id)?.body ?? comment.body,
    }));
    return { ...issue, comments, body: own === undefined ? issue.body : marked(own) };
  });
}

type Attack = { on: 0 | 1; n: number; text: string } & {
  act: "delete" | "edit" | "swap" | "blank" | "rewrite" | "unlabel" | "label" | "retitle" | "transfer away" | "look";
};
const attack: fc.Arbitrary<Attack> = fc.record({
  act: fc.constantFrom<Attack["act"][]>(
    ...([
      "delete",
      "edit",
      "swap",
      "blank",
      "rewrite",
      "unlabel",
      "label",
      "retitle",
      "transfer away",
      "look",
    ] as const),
  ),
  on: fc.constantFrom<(0 | 1)[]>(0, 1),
  n: fc.nat(20),
  text: fc.constantFrom(
    "",
    "Never mind.",
    "<!-- milegate:review phase=mvp round=1 -->",
    "<!-- milegate:review phase=mvp round=2 repository=1 restricts= sum=00000000 -->",
    "<!-- milegate:review phase=polish round=9 repository=1 restricts= sum=00000000 -->",
    "<!-- milegate:review phase=mvp round=1 repository=77 restricts= sum=00000000 -->",
    "<!-- milegate:dashboard -->",
  ),
});

/** Each is what a person with the role "write" can do, and what GitHub then shows. */
function attacked(issues: readonly OwnIssue[], { act, on, n, text }: Attack): OwnIssue[] {
  const issue = issues[on];
  if (act === "look") return kept(issues);
  if (issue === undefined) return [...issues];
  const target = issue.comments[n % Math.max(1, issue.comments.length)];
  const replaced = (change: Partial<OwnIssue>) =>
    issues.map((each) => (each === issue ? { ...each, ...change } : each));
  const edited = (body: string) =>
    replaced({
      comments: issue.comments.map((each) => (each === target ? { ...each, body, editedByOthers: true } : each)),
    });
  switch (act) {
    case "delete":
      return target === undefined ? [...issues] : replaced(withoutComment(issue, target, n));
    case "edit":
      return edited(text);
    case "swap":
      return edited((target?.body ?? "").replace(/outcome=\w+/, "outcome=continue").replace(/ undoneBy=\S+/, ""));
    case "blank":
      return replaced({ body: "", title: "x", labels: [] });
    case "rewrite":
      return replaced({ body: text });
    case "unlabel":
      return replaced({ labels: [] });
    case "label":
      return replaced({ labels: [{ name: "decision: continue", byApp: false }] });
    case "retitle":
      return replaced({ title: "Delivery dashboard" });
    case "transfer away":
      return issues.filter((each) => each !== issue);
  }
}

function withoutComment(issue: OwnIssue, target: RecordComment, event: number): Partial<OwnIssue> {
  const history = issue.history ?? { isTransferred: false, labelled: [], deleted: [] };
  const deleted = [...history.deleted, { event: 1_000_000 + event, at: moment(1_000) }];
  return { comments: issue.comments.filter((each) => each !== target), history: { ...history, deleted } };
}

const UNDECIDED = strictnessOf(null);

const strictness = (issues: readonly OwnIssue[]): number =>
  strictnessOf(decisionsOf(BUILTIN, issues).get(MVP as NonNullable<typeof MVP>) ?? null);

const heldBack = (issues: readonly OwnIssue[], number: number): number =>
  reviewsOf(BUILTIN, issues)
    .filter(({ issue }) => issue.number === number)
    .flatMap(openConcerns).length;

test("no tampering with reviews makes a verdict milder", () => {
  fc.assert(
    fc.property(fc.array(said, { maxLength: 8 }), fc.array(attack, { minLength: 1, maxLength: 8 }), (all, attacks) => {
      const before = decided(all);
      let after = before;
      for (const each of attacks) {
        after = attacked(after, each);
        // An issue that is gone takes with it what it alone said; it never makes a decision to continue.
        const least = after.length < before.length ? Math.min(UNDECIDED, strictness(before)) : strictness(before);
        expect(strictness(after)).toBeGreaterThanOrEqual(least);
      }
    }),
    { numRuns: 3_000 },
  );
});

test("no concern goes by deleting, editing or blanking", () => {
  const acts = new Set<Attack["act"]>(["delete", "edit", "swap", "blank", "unlabel", "label", "retitle", "look"]);
  fc.assert(
    fc.property(
      fc.array(said, { maxLength: 6 }),
      fc.array(
        attack.filter(({ act }) => acts.has(act)),
        { minLength: 1, maxLength: 6 },
      ),
      (all, attacks) => {
        const before = decided(all);
        const after = attacks.reduce(attacked, before);
        for (const number of [1, 2])
          if (heldBack(before, number) > 0) expect(heldBack(after, number)).toBeGreaterThan(0);
      },
    ),
    { numRuns: 3_000 },
  );
});

type Lifted = "override" | "override-cancel";

/** What the app writes down of overrides and their ends. */
function lifted(all: readonly Lifted[]): PullItem {
  let item = pull(9, { headSha: "sha" });
  for (const [at, kind] of all.entries()) {
    const base = origin(at + 1, 9);
    const record: AnyRecord =
      kind === "override" ? { kind, reason: "", expires: moment(10_000), head: "sha", ...base } : { kind, ...base };
    item = keptPull({ ...item, comments: [...item.comments, ownComment(at + 1, 9, record)] });
  }
  return item;
}

function keptPull(item: PullItem): PullItem {
  const rewrites = overrideRewrites(item, REPOSITORY_ID, NOW);
  const comments = item.comments.map((each) => ({
    ...each,
    body: rewrites.find(({ comment }) => comment === each.id)?.body ?? each.body,
  }));
  return { ...item, comments };
}

test("no override that was ended comes back", () => {
  const tamper = fc.record({ act: fc.constantFrom("delete", "edit", "swap", "look"), n: fc.nat(20) });
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom<Lifted[]>("override", "override-cancel"), { maxLength: 6 }),
      fc.array(tamper, { minLength: 1, maxLength: 6 }),
      (all, attacks) => {
        let item = lifted(all);
        const before = overrideOf(item, "end", NOW);
        for (const { act, n } of attacks) {
          const target = item.comments[n % Math.max(1, item.comments.length)];
          const edit = (body: string) =>
            item.comments.map((each) => (each === target ? { ...each, body, editedByOthers: true } : each));
          if (act === "look") item = keptPull(item);
          else if (act === "delete") item = { ...item, comments: item.comments.filter((each) => each !== target) };
          else if (act === "edit") item = { ...item, comments: edit("Never mind.") };
          else item = { ...item, comments: edit((target?.body ?? "").replace(/ undoneBy=\S+/, "")) };
        }
        if (before === null) expect(overrideOf(item, "end", NOW)).toBeNull();
      },
    ),
    { numRuns: 2_000 },
  );
});

// What would be written to GitHub: plain data, so that a dry run is to print it.
import type { PlanCheckContent, Reaction } from "./github/model.ts";
import type { Announced, CheckWrite, IssueChange, NewDiscussion, NewIssue, NewLabel } from "./github/port.ts";

export type Change =
  /** A comment that other things follow from, so it comes before them. */
  | { kind: "record"; item: number; body: string }
  /** Writes over a comment of the app's own, a record: `item` is where it stands. */
  | { kind: "rewrite"; item: number; comment: number; body: string }
  | ({ kind: "create-label" } & NewLabel)
  | { kind: "add-labels"; item: number; labels: string[] }
  | { kind: "remove-label"; item: number; label: string }
  /** `pulls` are those whose head it is. */
  | ({ kind: "set-check"; pulls: number[] } & CheckWrite)
  /** `existing` is null for a new run; the check is `milegate/config`. */
  | { kind: "set-plan-check"; headSha: string; existing: number | null; pulls: number[]; content: PlanCheckContent }
  | { kind: "answer-deployment"; run: number; environment: string; approved: boolean; comment: string }
  | ({ kind: "open-issue" } & NewIssue)
  | { kind: "update-issue"; number: number; change: IssueChange }
  | { kind: "comment"; item: number; body: string }
  /** A discussion, and then a comment that says what became of it: `said` by the answer, the URL behind it. */
  | {
      kind: "announce";
      item: number;
      discussion: NewDiscussion;
      comment: string;
      said: Record<Announced["kind"], string>;
    }
  | { kind: "react"; comment: number; reaction: Reaction };

export type SetCheck = Extract<Change, { kind: "set-check" }>;
export const isCheck = (change: Change): change is SetCheck => change.kind === "set-check";

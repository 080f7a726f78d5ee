// The writes to GitHub that a decision asks for: plain data, so that a dry run prints them.
import type { PlanCheckContent, Reaction } from "./github/model.ts";
import type {
  CheckWrite,
  DiscussionAnswer,
  DiscussionContent,
  IssueChange,
  NewIssue,
  NewLabel,
} from "./github/port.ts";

export type Change =
  /** A comment that other changes depend on, so it is written first. */
  | { kind: "record"; item: number; body: string }
  /** Writes over a comment of the app's own, a record: `item` is where it stands. */
  | { kind: "rewrite"; item: number; comment: number; body: string }
  | ({ kind: "create-label" } & NewLabel)
  | { kind: "add-labels"; item: number; labels: string[] }
  | { kind: "remove-label"; item: number; label: string }
  /** `pulls` are the pull requests with this head. */
  | ({ kind: "set-check"; pulls: number[] } & CheckWrite)
  /** `existing` is null for a new run; the check is `milegate/config`. */
  | { kind: "set-plan-check"; headSha: string; existing: number | null; pulls: number[]; content: PlanCheckContent }
  | { kind: "answer-deployment"; run: number; environment: string; approved: boolean; comment: string }
  | ({ kind: "open-issue" } & NewIssue)
  | { kind: "update-issue"; number: number; change: IssueChange }
  | { kind: "comment"; item: number; body: string }
  /** A discussion, and then a comment on the result: `said` by GitHub's answer, followed by the URL. */
  | {
      kind: "announce";
      item: number;
      discussion: DiscussionContent;
      comment: string;
      said: Record<DiscussionAnswer["kind"], string>;
    }
  /** Writes over a record once everything that follows from it was written. */
  | { kind: "complete"; item: number; comment: number; body: string }
  | { kind: "react"; comment: number; reaction: Reaction };

export type SetCheck = Extract<Change, { kind: "set-check" }>;
export const isCheck = (change: Change): change is SetCheck => change.kind === "set-check";

// One round of a phase's boundary review, as it was read.
import type { OwnIssue } from "../github/model.ts";
import type { Phase } from "../plan/plan.ts";
import type { LostRecord } from "./lost.ts";
import type { Distrusted, Recorded } from "./trust.ts";

/** One round of a phase. `records` are those of it that are trusted, in the order in which they were written. */
export type Review = {
  issue: OwnIssue;
  phase: Phase;
  round: number;
  records: Recorded[];
  /** What holds it back though its record is gone or was edited. */
  lost: LostRecord[];
  distrusted: Distrusted[];
};

/** What a record of it says of where it belongs. */
export const roundOf = ({ phase, round, issue }: Pick<Review, "phase" | "round" | "issue">) => ({
  phase: phase.id,
  round,
  repository: issue.repository,
  item: issue.number,
});

// Reviews of pull requests in the sandbox's world.
import type { Account } from "./model-accounts.ts";

export type PullReviewState = "approved" | "changes_requested" | "commented" | "dismissed";

export type PullReview = {
  id: number;
  nodeId: string;
  /** Null once their account is gone. */
  author: Account | null;
  state: PullReviewState;
  body: string;
  commit: string;
  submittedAt: Date;
  updatedAt: Date;
};

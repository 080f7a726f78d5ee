// Reviews of pull requests in the sandbox's world.
import type { Account } from "./model-accounts.ts";

export type ReviewState = "approved" | "changes_requested" | "commented" | "dismissed";

export type Review = {
  id: number;
  nodeId: string;
  /** Null once their account is gone. */
  author: Account | null;
  state: ReviewState;
  body: string;
  commit: string;
  submittedAt: Date;
  updatedAt: Date;
};

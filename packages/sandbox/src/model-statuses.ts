// Commit statuses in the sandbox's world: what anybody who may write says of a commit.
import type { Account } from "./model-accounts.ts";

export type StatusState = "error" | "failure" | "pending" | "success";

/** In a repository the oldest come first. */
export type CommitStatus = {
  id: number;
  nodeId: string;
  sha: string;
  context: string;
  state: StatusState;
  description: string | null;
  targetUrl: string | null;
  creator: Account;
  createdAt: Date;
};

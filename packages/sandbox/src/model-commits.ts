// Commits in the sandbox's world: who wrote, committed and signed them.
import type { Account } from "./model-accounts.ts";

export type CommitSignature = {
  isValid: boolean;
  /** Null where the address of the signature belongs to nobody. */
  signer: Account | null;
  /** As GitHub does for what is committed on its pages. */
  byGitHub: boolean;
};

export type Commit = {
  sha: string;
  message: string;
  parents: string[];
  files: ReadonlyMap<string, string>;
  author: Account;
  /** Whether the author's address is one of their account's; if not, GitHub shows no account. */
  isLinked: boolean;
  /** Named at the end of the message, too. */
  coAuthors: readonly Account[];
  /** GitHub itself (`web-flow`) for what is merged or edited on its pages. */
  committer: Account;
  signature: CommitSignature | null;
  date: Date;
};

/** What a commit may have that isn't its author's own, unsigned work. */
export type CommitDetails = Partial<Pick<Commit, "coAuthors" | "committer" | "isLinked" | "signature">>;

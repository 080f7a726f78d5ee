// Whom a commit names: its author, co-authors, committer and signer. https://docs.github.com/en/graphql/reference/objects#gitactor
import type { Account } from "../model-accounts.ts";
import type { Commit } from "../model-commits.ts";
import { emailOf } from "../views/account.ts";
import { actorView } from "./actors.ts";
import { inOrder, type Paging } from "./connection.ts";
import type { ViewerScope } from "./scope.ts";

/** GraphQL has a user here whoever it is, so an app's bot keeps its "[bot]". */
const userView = (scope: ViewerScope, account: Account) => ({
  ...actorView(scope, account),
  __typename: "User",
  login: account.login,
});

const gitActor = (scope: ViewerScope, account: Account, { date }: Commit, isLinked = true) => ({
  __typename: "GitActor",
  name: account.login,
  email: emailOf(account),
  date,
  user: () => (isLinked ? userView(scope, account) : null),
});

export const commitPeople = (scope: ViewerScope, commit: Commit) => ({
  author: () => gitActor(scope, commit.author, commit, commit.isLinked),
  /** The author comes first: https://docs.github.com/en/graphql/reference/objects#commit */
  authors: (paging: Paging) =>
    inOrder(paging, [commit.author, ...commit.coAuthors], (account) =>
      gitActor(scope, account, commit, account !== commit.author || commit.isLinked),
    ),
  committer: () => gitActor(scope, commit.committer, commit),
  authoredByCommitter: commit.author === commit.committer,
  committedViaWeb: commit.committer === scope.world.webFlow,
  signature: () => signatureView(scope, commit),
});

/** https://docs.github.com/en/authentication/managing-commit-signature-verification/about-commit-signature-verification */
function signatureView(scope: ViewerScope, { signature, committer }: Commit) {
  if (signature === null) return null;
  const { isValid, signer, byGitHub } = signature;
  return {
    __typename: "GpgSignature",
    email: emailOf(signer ?? committer),
    isValid,
    state: isValid ? "VALID" : signer === null ? "NO_USER" : "INVALID",
    payload: "tree",
    signature: "-----BEGIN PGP SIGNATURE-----",
    signer: () => (signer === null ? null : userView(scope, signer)),
    wasSignedByGitHub: byGitHub,
  };
}

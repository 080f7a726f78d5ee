// The branch on which the merge queue builds a group, as GitHub names it.

/** https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/incorporating-changes-from-a-pull-request/merging-a-pull-request-with-a-merge-queue */
const REF = /^refs\/heads\/gh-readonly-queue\/(.+)\/pr-(\d+)-[0-9a-f]+$/;

export type GroupRef = { base: string; pull: number };

/** The base may contain slashes. Null if the ref does not have this format. */
export function parseGroupRef(ref: string): GroupRef | null {
  const [, base, pull] = REF.exec(ref) ?? [];
  return base === undefined || pull === undefined ? null : { base, pull: Number(pull) };
}

/** The other way round: the ref of the group that ends with that pull request. */
export const groupRefOf = ({ base, pull }: GroupRef, headSha: string): string =>
  `refs/heads/gh-readonly-queue/${base}/pr-${pull}-${headSha}`;

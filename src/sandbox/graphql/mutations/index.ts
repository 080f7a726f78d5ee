// GitHub's mutations, each an action of the sandbox: https://docs.github.com/en/graphql/reference/mutations
import type { Viewer } from "../scope.ts";
import { checkMutations } from "./checks.ts";
import { commentMutations } from "./comments.ts";
import { issueMutations } from "./issues.ts";

export const mutations = (viewer: Viewer) => ({
  ...checkMutations(viewer),
  ...commentMutations(viewer),
  ...issueMutations(viewer),
});

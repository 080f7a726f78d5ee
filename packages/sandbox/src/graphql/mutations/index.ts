// GitHub's mutations, each an action of the sandbox: https://docs.github.com/en/graphql/reference/mutations
import type { Viewer } from "../scope.ts";
import { checkMutations } from "./checks.ts";
import { commentMutations } from "./comments.ts";
import { discussionMutations } from "./discussions.ts";
import { issueMutations } from "./issues.ts";
import { pinMutations } from "./pins.ts";

export const mutations = (viewer: Viewer) => ({
  ...checkMutations(viewer),
  ...commentMutations(viewer),
  ...discussionMutations(viewer),
  ...issueMutations(viewer),
  ...pinMutations(viewer),
});

// What others take from the sandbox: the server, the world and its people, faults, the page.
export { addToInstallation, removeFromInstallation } from "./actions/installations.ts";
export { createIssue } from "./actions/items.ts";
export { defineProperty, editProperty } from "./actions/properties.ts";
export { renameAccount, renameApp } from "./actions/renames.ts";
export { createRepository } from "./actions/repositories.ts";
export { requireCheck } from "./actions/rules.ts";
export type { Fate } from "./deliveries.ts";
export type { Asked, TrafficFault } from "./faults.ts";
export { costOf } from "./graphql/cost.ts";
export { githubSchema } from "./graphql/schema.ts";
export { caughtUp, lagReads } from "./lag/replica.ts";
export type { LagKind, LagSettings } from "./lag/settings.ts";
export { GITHUB_SECONDARY } from "./limits/secondary.ts";
export {
  type Emitted,
  GitHubError,
  type Installation,
  type PullRequest,
  type Repository,
  type World,
  type WorldIssue,
  type WorldItem,
} from "./model.ts";
export type { Account, Role } from "./model-accounts.ts";
export type { WorldCheckRun } from "./model-checks.ts";
export type { LimitSettings, ResourceLimits } from "./model-limits.ts";
export type { Comment } from "./model-parts.ts";
export type { AppGuide, GuideStep } from "./page/guide.ts";
export { settled } from "./page/settled.ts";
export { makeSite } from "./page/site.ts";
export { COOKIE, itemPath } from "./page/visit.ts";
export { type Person, person } from "./people.ts";
export { type AppRegistration, EXAMPLE_APP } from "./registration.ts";
export { type Sandbox, startSandbox } from "./server.ts";
export {
  addMember,
  addOrganization,
  addRepository,
  addTeam,
  addUser,
  install,
  makeApp,
  makeCategory,
} from "./world.ts";

// Octokit's clients as the adapter uses them: Probot's own, without what the budget and the queue do better.
import { type Probot, ProbotOctokit } from "probot";

/** An authenticated client of an installation, or of the app itself. */
export type InstallationClient = Awaited<ReturnType<Probot["auth"]>>;

export type RestClient = InstanceType<typeof ProbotOctokit>["rest"];

/**
 * Probot's Octokit without its throttling and retries: they let GraphQL reads through once a second and never retry
 * secondary limits. Pace and retries are the budget's and the queue's.
 */
export const AppOctokit = ProbotOctokit.defaults(({ auth, ...options }: { auth?: object }) => ({
  ...options,
  // Tokens are asked for by the client's own request: the one that Probot sets passes by the budget, and GHE_HOST.
  ...(auth && { auth: withoutRequest(auth) }),
  throttle: { enabled: false },
  retry: { enabled: false },
}));

const withoutRequest = (auth: object): object =>
  Object.fromEntries(Object.entries(auth).filter(([key]) => key !== "request"));

// Octokit's clients for the adapter: Probot's, without throttling and retries.
import { type Probot, ProbotOctokit } from "probot";

/** An authenticated client of an installation, or of the app itself. */
export type InstallationClient = Awaited<ReturnType<Probot["auth"]>>;

export type RestClient = InstanceType<typeof ProbotOctokit>["rest"];

/**
 * Probot's Octokit without its throttling and retries, which allow one GraphQL read a second and never retry secondary
 * limits. The budget paces requests, and the queue retries.
 */
export const AppOctokit = ProbotOctokit.defaults(({ auth, ...options }: { auth?: object }) => ({
  ...options,
  // The client's own request gets the tokens: the one that Probot sets bypasses the budget and GHE_HOST.
  ...(auth && { auth: withoutRequest(auth) }),
  throttle: { enabled: false },
  retry: { enabled: false },
}));

const withoutRequest = (auth: object): object =>
  Object.fromEntries(Object.entries(auth).filter(([key]) => key !== "request"));

// What happens to every request to GitHub on its way: its turn, its time-out, and what its answer means.
import { RequestError } from "@octokit/request-error";
import type { Ask, Budget } from "./budget.ts";
import { BrokenAnswer, InstallationGone, RateLimited, RepositoryGone } from "./errors.ts";
import { type Headers, hourlyBudgetOf, limitIn, limitOf, type Resource, remainingOf, usedUp } from "./limits.ts";
import { pointsSpent } from "./points-spent.ts";
import { currentUrgency } from "./urgency.ts";

/** Octokit's own types of a request and its answer, as far as they matter here. */
export type RequestOptions = {
  method: string;
  url: string;
  query?: unknown;
  request?: { signal?: unknown };
};
export type Answer = { status: number; data: unknown; headers: Headers };

export type Result = "ok" | "unchanged" | "limited" | "refused" | "failed";

/** Is told of everything that went over the wire. */
export type Observer = {
  asked(kind: Ask["kind"], result: Result, seconds: number): void;
  remaining(installation: number | null, resource: Resource, points: number): void;
  /** What GitHub says that a document of that name cost. */
  spent(document: string, points: number): void;
};

/** A connection that hangs must not hold a worker; GitHub itself gives up after ten seconds. */
const TIMEOUT_MS = 30_000;

type Needs = {
  /** Null for the app itself. */
  installation: number | null;
  budget: Budget;
  observer: Observer;
  now: () => number;
  /** Gets a new token in place of one that GitHub does not accept any more. */
  renew: () => Promise<unknown>;
};

/** Goes around every request of a client. */
export function guard(needs: Needs) {
  const { installation, budget, observer, renew } = needs;
  return async <Asked extends RequestOptions, Got extends Answer>(
    send: (options: Asked) => Got | Promise<Got>,
    options: Asked,
  ): Promise<Got> => {
    const ask = askOf(options);
    const sent = async () => {
      const answer = await attempt(needs, ask, async () => send(withTimeout(options)));
      const spent = pointsSpent(options.query, answer.data);
      if (spent !== null) observer.spent(spent.document, spent.points);
      return answer;
    };
    return budget.spend(ask, () =>
      sent().catch(async (error: unknown) => {
        if (!isBadCredentials(error) || installation === null) throw error;
        // A token can be revoked before its hour is over.
        await renew();
        return sent();
      }),
    );
  };
}

async function attempt<Got extends Answer>(needs: Needs, ask: Ask, send: () => Promise<Got>): Promise<Got> {
  const { budget, observer, now } = needs;
  const began = now();
  const told = (result: Result) => observer.asked(ask.kind, result, (now() - began) / 1000);
  let answer: Got;
  try {
    answer = await send();
  } catch (error) {
    // Asking for the token failed, and was told of already.
    if (error instanceof RateLimited || error instanceof RepositoryGone) throw error;
    const limit = limitOf(error, ask.resource, now());
    told(limit === null ? resultOf(error) : "limited");
    throw limit === null ? meaning(error, ask) : budget.close(limit);
  }
  const limit = ask.resource === "graphql" ? limitIn(answer.data, answer.headers, now()) : null;
  told(limit === null ? "ok" : "limited");
  if (limit !== null) throw budget.close(limit);
  learn(needs, ask, answer);
  // Octokit hands on the text of an answer that is cut off as if it were data.
  if (ask.kind === "read" && typeof answer.data !== "object")
    throw new BrokenAnswer("GitHub's answer is not complete, or is no JSON");
  return answer;
}

function learn({ installation, budget, observer, now }: Needs, { resource }: Ask, { headers }: Answer): void {
  budget.allowed();
  const points = remainingOf(headers);
  if (points !== null) observer.remaining(installation, resource, points);
  const hour = hourlyBudgetOf(headers, resource, now());
  if (hour !== null) budget.learned(resource, hour);
  const last = usedUp(headers, resource, now());
  if (last !== null) budget.close(last);
}

const TOKEN = /\/access_tokens$/;

export function askOf({ method, url, query }: RequestOptions): Ask {
  const urgency = currentUrgency();
  if (TOKEN.test(url)) return { kind: "auth", resource: "core", urgency };
  if (/\/graphql$/.test(url))
    return { kind: /^\s*mutation\b/.test(String(query)) ? "write" : "read", resource: "graphql", urgency };
  return { kind: method === "GET" || method === "HEAD" ? "read" : "write", resource: "core", urgency };
}

const withTimeout = <Asked extends RequestOptions>(options: Asked): Asked => ({
  ...options,
  request: { ...options.request, signal: AbortSignal.timeout(TIMEOUT_MS) },
});

/** Where the token itself is refused, another one would be, too. */
const isBadCredentials = (error: unknown): boolean =>
  error instanceof RequestError && error.status === 401 && !TOKEN.test(error.request.url);

function resultOf(error: unknown): Result {
  if (!(error instanceof RequestError) || error.status >= 500) return "failed";
  return error.status === 304 ? "unchanged" : "refused";
}

/** An installation that was removed or suspended gets no token: all its repositories are out of reach. */
function meaning(error: unknown, { kind }: Ask): unknown {
  if (kind !== "auth" || !(error instanceof RequestError)) return error;
  const isGone = error.status === 404 || (error.status === 403 && /suspended/i.test(error.message));
  return isGone ? new InstallationGone("the installation was removed or suspended") : error;
}

// Writes many check runs in one request: a GraphQL mutation with an alias for each.
import { GraphqlResponseError } from "@octokit/graphql";
import { RequestError } from "@octokit/request-error";
import { z } from "zod";
import { CHECK_NAME } from "../vocabulary.ts";
import { RECHECK_BUTTON } from "./check-run.ts";
import type { Graphql } from "./graphql/query.ts";
import type { BatchAnswer, CheckWrite } from "./port.ts";

const CREATE = "createCheckRun";
const UPDATE = "updateCheckRun";

/** Every alias has its own variable, so that no text is part of the document. */
function documentOf(checks: readonly CheckWrite[]): string {
  const mutations = checks.map(({ existing }) => (existing === null ? CREATE : UPDATE));
  const variables = mutations.map(
    (name, at) => `$c${at}: ${name === CREATE ? "CreateCheckRunInput" : "UpdateCheckRunInput"}!`,
  );
  const aliases = mutations.map((name, at) => `c${at}: ${name}(input: $c${at}) { checkRun { id } }`);
  return `mutation SetChecks(${variables.join(", ")}) {\n  ${aliases.join("\n  ")}\n}`;
}

function inputOf({ repository, headSha, existing, content }: CheckWrite) {
  const { conclusion, title, summary, detailsUrl, externalId } = content;
  const which = existing === null ? { name: CHECK_NAME, headSha } : { checkRunId: existing.node };
  return {
    repositoryId: repository,
    ...which,
    status: "COMPLETED",
    conclusion: conclusion.toUpperCase(),
    output: { title, summary },
    detailsUrl,
    ...(externalId !== undefined && { externalId }),
    actions: [RECHECK_BUTTON],
  };
}

const answer = z
  .record(z.string(), z.object({ checkRun: z.object({ id: z.string() }).nullable() }).nullable())
  .nullish();

/** Rejects for limits, and for errors that a smaller batch would not avoid. */
export async function sendBatch(graphql: Graphql, checks: readonly CheckWrite[]): Promise<BatchAnswer> {
  const variables = Object.fromEntries(checks.map((check, at) => [`c${at}`, inputOf(check)]));
  try {
    return answered(await graphql(documentOf(checks), variables), checks, false);
  } catch (error) {
    if (error instanceof GraphqlResponseError) {
      if (isTimeout(error)) return { kind: "uncertain" };
      return answered(error.data, checks, isExhausted(error));
    }
    if (error instanceof RequestError && error.status >= 500) return { kind: "uncertain" };
    // The host refuses the request itself, not the credentials: checks are then written one by one through REST.
    if (error instanceof RequestError && [400, 404, 405, 422].includes(error.status))
      return answered(null, checks, false);
    throw error;
  }
}

/** GitHub's answer has the written checks, even if it stopped in the middle. */
function answered(data: unknown, checks: readonly CheckWrite[], exhausted: boolean): BatchAnswer {
  const done = answer.parse(data) ?? {};
  return { kind: "answered", exhausted, made: checks.map((_check, at) => done[`c${at}`]?.checkRun?.id ?? null) };
}

type Refusal = GraphqlResponseError<unknown>;

const some = ({ errors }: Refusal, test: (error: { type?: string; message: string }) => boolean): boolean =>
  (errors ?? []).some(test);

/** https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#query-execution-resource-limits */
const isExhausted = (refusal: Refusal): boolean =>
  some(refusal, ({ type, message }) => type === "RESOURCE_LIMITS_EXCEEDED" || /resource limits?/i.test(message));

/** GitHub ends a request after ten seconds, and does not say which checks were written. */
const isTimeout = (refusal: Refusal): boolean =>
  some(refusal, ({ message }) => /timed? ?out|something went wrong while executing/i.test(message));

// What an error within an answer means: what may be missing, what is taken to be there, and what is no answer at all.
import { describe, expect, test } from "@jest/globals";
import { GraphqlResponseError } from "@octokit/graphql";
import { z } from "zod";
import { isOutage, MissingField } from "../../src/github/errors.ts";
import { queryGraphql } from "../../src/github/graphql/query.ts";

type Said = { type?: string; path?: string[]; message?: string };

const failing = (data: object | null, error: Said) =>
  new GraphqlResponseError<object | null>(
    { method: "POST", url: "/graphql" },
    {},
    {
      data,
      errors: [
        {
          ...{ type: "", message: "no", extensions: {}, locations: [{ line: 1, column: 1 }], ...error },
          // Octokit's type knows only paths of one step.
          path: (error.path ?? []) as [string],
        },
      ],
    },
  );

const shape = z.object({ repository: z.looseObject({ i7: z.looseObject({}).nullable() }) });
const asked = (answer: Error) => queryGraphql(() => Promise.reject(answer), shape, "query Items { repository }", {});
const hiding = (field: string, type: string) =>
  failing({ repository: { i7: { [field]: null } } }, { type, path: ["repository", "i7", field] });

describe("the entry of the merge queue", () => {
  test.each(["FORBIDDEN", "NOT_FOUND"])("that is %s is taken to be there, so that the queue is read", async (type) => {
    expect(await asked(hiding("mergeQueueEntry", type))).toEqual({ repository: { i7: { mergeQueueEntry: {} } } });
  });

  test.each(["INTERNAL", "SERVICE_UNAVAILABLE", ""])("that fails with %j is no answer", async (type) => {
    await expect(asked(hiding("mergeQueueEntry", type))).rejects.toThrow(GraphqlResponseError);
  });
});

test("auto-merge orders work only, so it may be hidden; that it fails is no answer either", async () => {
  expect(await asked(hiding("autoMergeRequest", "FORBIDDEN"))).toEqual({
    repository: { i7: { autoMergeRequest: null } },
  });
  await expect(asked(hiding("autoMergeRequest", "INTERNAL"))).rejects.toThrow(GraphqlResponseError);
});

describe("a server that lacks a field", () => {
  const lacking = (field: string) => failing(null, { message: `Field '${field}' doesn't exist on type 'PullRequest'` });

  test("is asked without it where it is optional", async () => {
    const documents: string[] = [];
    const graphql = async (document: string) => {
      documents.push(document);
      if (document.includes("mergeQueueEntry")) throw lacking("mergeQueueEntry");
      return { repository: { i7: {} } };
    };
    expect(await queryGraphql(graphql, shape, "query { number mergeQueueEntry { state } }", {})).toEqual({
      repository: { i7: {} },
    });
    expect(documents).toHaveLength(2);
  });

  test("has no limits where it lacks rateLimit, and answers all the same", async () => {
    const documents: string[] = [];
    const graphql = async (document: string) => {
      documents.push(document);
      if (document.includes("rateLimit")) throw lacking("rateLimit");
      return { repository: { i7: {} } };
    };
    await queryGraphql(graphql, shape, "query Items($owner: String!) { repository }", {});
    expect(documents).toEqual([
      "query Items($owner: String!) { rateLimit { cost } repository }",
      "query Items($owner: String!) {  repository }",
    ]);
  });

  test("is a fault that names the field, and no outage, where it is needed", async () => {
    const fault = await asked(lacking("closingIssuesReferences")).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(MissingField);
    expect(String(fault)).toContain("closingIssuesReferences");
    expect(isOutage(fault)).toBe(false);
  });
});

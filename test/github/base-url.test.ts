// Where REST and GraphQL of another GitHub are, as Octokit asks them.
import { expect, test } from "@jest/globals";
import { Octokit } from "@octokit/rest";
import { enterpriseUrl } from "../../src/github/base-url.ts";

test.each([
  ["https", "github.example.com", "https://github.example.com/api/v3/app", "https://github.example.com/api/graphql"],
  ["http", "127.0.0.1:8080", "http://127.0.0.1:8080/api/v3/app", "http://127.0.0.1:8080/api/graphql"],
  ["https", "octo.ghe.com", "https://api.octo.ghe.com/app", "https://api.octo.ghe.com/graphql"],
  ["https", "Octo.GHE.com", "https://api.octo.ghe.com/app", "https://api.octo.ghe.com/graphql"],
  ["https", "api.octo.ghe.com", "https://api.octo.ghe.com/app", "https://api.octo.ghe.com/graphql"],
  ["https", "ghe.company.com", "https://ghe.company.com/api/v3/app", "https://ghe.company.com/api/graphql"],
])("%s and %s", async (protocol, host, rest, graphql) => {
  const asked: string[] = [];
  const fetch = async (url: string | URL): Promise<Response> => {
    asked.push(String(new URL(url)));
    return Response.json({ data: {} });
  };
  const octokit = new Octokit({ baseUrl: enterpriseUrl(protocol, host), request: { fetch } });
  await octokit.request("GET /app");
  await octokit.graphql("{ viewer { login } }");
  expect(asked).toEqual([rest, graphql]);
});

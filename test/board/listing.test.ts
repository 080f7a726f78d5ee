// What a token shows, for as long as GitHub says so: access that was lost, repositories that became private, tokens of other apps.
import { expect, test } from "@jest/globals";
import { RequestError } from "@octokit/request-error";
import { makeListing, TokenRefused } from "../../src/board/listing.ts";
import type { UserRequest } from "../../src/github/user.ts";
import { BOARD_PART } from "../../src/standings/board-standing.ts";

const APP = 7;
const TTL_MS = 300_000;
const refusal = (status: number) =>
  new RequestError("no", status, { request: { method: "GET", url: "https://api.github.com/", headers: {} } });
const named = (name: string) => ({ id: name.length, node_id: `R_${name}`, name, owner: { login: "Octo" } });

/** GitHub's answers by route; a number is the status that it refuses with. The store has looked at `octo/shop` alone, in installation 1. */
function github(answers: Record<string, unknown>) {
  const clock = { ms: 0 };
  const asked: string[] = [];
  const request = async (route: string) => {
    asked.push(route);
    const answer = answers[route];
    if (typeof answer === "number") throw refusal(answer);
    return { data: answer };
  };
  const standings = { holding: async (part: string) => (part === BOARD_PART ? ["1/octo/shop"] : []) };
  const listing = makeListing({
    ...{ request: request as unknown as UserRequest, appId: APP, ttlMs: TTL_MS, now: () => clock.ms, standings },
  });
  const sees = async (token: string) =>
    [...(await listing.access(token)).values()].flatMap((owned) => [...owned.values()].map(({ name }) => name));
  return { answers, clock, asked, listing, sees };
}

const INSTALLATIONS = "GET /user/installations";
const WITHIN = "GET /user/installations/{installation_id}/repositories";
const ofApp = (app: number) => ({ installations: [{ id: 1, app_id: app }] });
const USER = `ghu_${"a".repeat(36)}`;

test("access that was lost, or a repository that became private, is gone with the next list: after its time, or when GitHub says less", async () => {
  const { answers, clock, asked, listing, sees } = github({
    ...{ [INSTALLATIONS]: ofApp(APP), [WITHIN]: { repositories: [named("shop"), named("vault")] } },
  });
  expect([await sees(USER), await sees(USER), asked.length]).toEqual([["shop", "vault"], ["shop", "vault"], 2]);
  answers[WITHIN] = { repositories: [named("shop")] };
  clock.ms = TTL_MS - 1;
  expect(await sees(USER)).toEqual(["shop", "vault"]);
  clock.ms = TTL_MS;
  expect(await sees(USER)).toEqual(["shop"]);
  answers[WITHIN] = 404;
  listing.forget();
  expect(await sees(USER)).toEqual([]);
  answers[INSTALLATIONS] = 401;
  listing.forget();
  await expect(sees(USER)).rejects.toBeInstanceOf(TokenRefused);
  // What kept GitHub from answering is no answer.
  answers[INSTALLATIONS] = 502;
  await expect(sees(USER)).rejects.toMatchObject({ status: 502 });
  answers[INSTALLATIONS] = ofApp(APP);
  answers[WITHIN] = { repositories: [named("shop")] };
  expect(await sees(USER)).toEqual(["shop"]);
});

test.each([
  ["a user's of another app", USER],
  ["a personal one", `ghp_${"a".repeat(36)}`],
  ["a fine-grained one", `github_pat_${"a".repeat(40)}`],
])("a token that is %s shows what GitHub lists as theirs, as far as the app has looked", async (_what, token) => {
  const { sees } = github({ [INSTALLATIONS]: ofApp(8), "GET /user/repos": [named("shop"), named("vault")] });
  expect(await sees(token)).toEqual(["shop"]);
});

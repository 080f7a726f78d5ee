// The demo's delivery over three repositories: who reads which of them, and how each step leaves the pull request that waits.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { addUser, type Sandbox } from "@milegate/sandbox";
import { type Market, makeMarket, marketDelivered, marketPlanned } from "../../demo/market.ts";
import { startMilegateSandbox } from "../../demo/milegate.ts";
import { playStep } from "../../demo/story.ts";
import { useScenario } from "../e2e/use.ts";
import { isPublicPlace, textsWith, writtenTexts } from "../written-texts.ts";

const start = useScenario();

let sandbox: Sandbox;
let market: Market;
beforeAll(async () => {
  sandbox = await startMilegateSandbox();
  for (const login of ["alice", "bob", "carol"]) addUser(sandbox.world, login);
  market = makeMarket(sandbox);
});
afterAll(() => sandbox.close());

test.each([
  ["alice", [200, 200, 200]],
  ["carol", [200, 200, 200]],
  ["bob", [200, 200, 404]],
])("%s reads the three repositories: %j", async (login, statuses) => {
  const account = sandbox.world.users.find((each) => each.login === login);
  const authorization = account === undefined ? "" : `Bearer ${sandbox.tokens.personal(account)}`;
  const read = Object.values(market.members).map(async ({ name }) => {
    const { status } = await fetch(`${sandbox.url}/api/v3/repos/market/${name}`, { headers: { authorization } });
    return status;
  });
  expect(await Promise.all(read)).toEqual(statuses);
});

test("it waits for all three and two sign-offs, tells nothing of the private one, and is decided once", async () => {
  const { sandbox: own, settled } = await start();
  const played = makeMarket(own);
  const web = played.members["shop-web"];
  const told: string[] = [];
  for (const step of [...marketPlanned(played), ...marketDelivered(played)]) {
    const refusal = playStep(step);
    await settled();
    const runs = web.suites.flatMap((suite) => suite.runs);
    told.push(`${refusal === null ? "" : "refused, "}${runs.at(-1)?.output.title ?? ""}`);
  }
  const waits = "Blocked: Polish waits for MVP";
  const milestones = "0 of 3 milestones closed, no decision yet";
  expect(told).toEqual([
    "",
    "",
    `${waits} (1 of 3 issues closed, ${milestones})`,
    `${waits} (2 of 3 issues closed, ${milestones})`,
    `refused, ${waits} (2 of 3 issues closed, ${milestones})`,
    `${waits} (${milestones})`,
    `${waits} (no decision yet)`,
    `${waits} (no decision yet)`,
    `${waits} (no decision yet)`,
    "Open: MVP is passed",
    "Open: MVP is passed",
  ]);
  expect(web.items.find(({ kind }) => kind === "pull")).toMatchObject({ merged: true });
  const reviews = [...Object.values(played.members)].flatMap(({ items }) => items).map(({ title }) => title);
  expect(reviews.filter((title) => title.startsWith("Boundary review"))).toEqual(["Boundary review: MVP → Polish"]);
  const said = web.items.flatMap(({ comments }) => comments).map(({ body }) => body);
  expect(said).toContainEqual(expect.stringContaining("a sign-off is missing: **Accessibility**: needs work, by bob"));
  expect(said).toContainEqual(expect.stringMatching(/^<!-- milegate:decision .*Security.*Accessibility/s));
  const places = writtenTexts(own).filter(isPublicPlace);
  expect(places.length).toBeGreaterThan(20);
  expect(textsWith(places, ["billing", "Charge a card"])).toEqual([]);
});

// The demo's delivery over three repositories: who reads which of them, and that what people do there can be done.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { addUser, type Sandbox } from "@milegate/sandbox";
import { type Market, makeMarket, marketPlanned } from "../../demo/market.ts";
import { startMilegateSandbox } from "../../demo/milegate.ts";
import { playStep } from "../../demo/story.ts";

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

test("nobody is refused what they do until there is something to try", () => {
  for (const step of marketPlanned(market)) expect([step.title, playStep(step)]).toEqual([step.title, null]);
  const pull = market.members["shop-web"].items.find(({ kind }) => kind === "pull");
  expect(pull?.milestone?.title).toBe("Polish");
  const open = (name: "shop-api" | "billing") => market.members[name].items.filter(({ state }) => state === "open");
  expect([open("shop-api").length, open("billing").length]).toEqual([1, 1]);
});

// The list of deliveries, and a clock at GitHub that is not the app's.
import { createPrivateKey } from "node:crypto";
import { createServer } from "node:http";
import { afterEach, describe, expect, test } from "@jest/globals";
import { SignJWT } from "jose";
import { unkindWorld } from "./unkind-world.ts";

const open: (() => unknown)[] = [];
afterEach(() => Promise.all(open.splice(0).map((close) => close())));

const SECOND = 1_000;
const DAY = 24 * 60 * 60 * SECOND;
const START = Date.UTC(2026, 0, 1);

/** An app that answers with that status, at first. */
async function delivering(status = 200) {
  const made = await unkindWorld();
  const answers = { status };
  const server = createServer((_request, response) => response.writeHead(answers.status).end()).listen(0, "127.0.0.1");
  open.push(made.sandbox.close, () => server.close());
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  made.sandbox.connect(`http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`);
  const sign = (iat: number, exp = iat + 300) =>
    new SignJWT({ iat, exp, iss: String(made.world.app.id) })
      .setProtectedHeader({ alg: "RS256" })
      .sign(createPrivateKey(made.sandbox.app.privateKey));
  let asked = START;
  const list = async (query = "") => {
    const token = await sign(asked / SECOND);
    return made.rest("GET", `/app/hook/deliveries${query}`, undefined, token);
  };
  const pass = (ms: number) => {
    asked += ms;
    made.pass(ms);
  };
  return { ...made, answers, sign, list, pass };
}

const actionsOf = ({ body }: { body: unknown }) => (Array.isArray(body) ? body.map(({ action }) => action) : body);

describe("the list of deliveries", () => {
  test("can be asked for those that failed, and for those that did not", async () => {
    const s = await delivering(500);
    s.alice.openIssue("One");
    await s.sandbox.deliveries.drained();
    s.answers.status = 202;
    s.alice.close(1);
    await s.sandbox.deliveries.drained();
    expect(actionsOf(await s.list())).toEqual(["closed", "opened"]);
    expect(actionsOf(await s.list("?status=failure"))).toEqual(["opened"]);
    expect(actionsOf(await s.list("?status=success"))).toEqual(["closed"]);
    expect((await s.list("?status=lost")).status).toBe(422);
  });

  test("may be behind", async () => {
    const s = await delivering();
    s.sandbox.deliveries.listLagMs = 60 * SECOND;
    s.alice.openIssue("One");
    await s.sandbox.deliveries.drained();
    expect(actionsOf(await s.list())).toEqual([]);
    s.pass(60 * SECOND);
    expect(actionsOf(await s.list())).toEqual(["opened"]);
  });

  test("goes back three days, and so does redelivery", async () => {
    const s = await delivering(500);
    s.alice.openIssue("One");
    await s.sandbox.deliveries.drained();
    const [delivery] = s.sandbox.deliveries.log;
    const again = async () =>
      s.rest("POST", `/app/hook/deliveries/${delivery?.id}/attempts`, {}, await s.sign((START + passed) / SECOND));
    let passed = 0;
    expect((await again()).status).toBe(202);
    passed = 3 * DAY;
    s.pass(passed);
    expect([actionsOf(await s.list()), (await again()).status]).toEqual([[], 404]);
  });
});

describe("a clock that is not the app's", () => {
  test("is in every answer", async () => {
    const { get, pass } = await delivering();
    pass(90 * SECOND);
    expect((await get("/issues/1")).headers.get("date")).toBe("Thu, 01 Jan 2026 00:01:30 GMT");
  });

  test.each([
    ["signed within a minute", 59, 359, 200, undefined],
    ["signed too early", 120, 420, 401, "'Issued at' claim ('iat') must be an Integer"],
    ["expired", -700, -100, 401, "'Expiration time' claim ('exp') must be a numeric value"],
    ["good for too long", 0, 700, 401, "'Expiration time' claim ('exp') is too far in the future"],
  ])("a token that is %s", async (_name, iat, exp, status, message) => {
    const s = await delivering();
    const now = START / SECOND;
    const answer = await s.rest("GET", "/app", undefined, await s.sign(now + iat, now + exp));
    expect(answer.status).toBe(status);
    if (message !== undefined) expect(answer.body).toMatchObject({ message: expect.stringContaining(message) });
  });
});

// Tokens that expire are renewed once, however many pages ask; what can't be renewed ends the session.
import { expect, test } from "@jest/globals";
import { Hono } from "hono";
import { makeSeal } from "../../src/board/seal.ts";
import { makeSessions } from "../../src/board/session.ts";
import { SignInRefused, type UserToken } from "../../src/github/sign-in.ts";

const HOUR_MS = 3_600_000;
const BEGAN = Date.now();

function board(renew: (refresh: string) => Promise<UserToken>) {
  const clock = { now: BEGAN };
  const seal = makeSeal("secret", "http://127.0.0.1:1");
  const sessions = makeSessions({ seal, signIn: { renew }, isSecure: true, now: () => clock.now });
  const app = new Hono();
  const token = { token: "first", expiresAt: new Date(BEGAN + 8 * HOUR_MS), refresh: "one" };
  app.get("/in", async (context) => {
    await sessions.begin(context, { id: 1, login: "alice" }, token);
    return context.text("");
  });
  app.get("/", async (context) => context.text((await sessions.read(context))?.token ?? "nobody"));
  const cookieIn = (answer: Response): string => answer.headers.get("set-cookie")?.split(";", 1)[0] ?? "";
  return { app, clock, cookieIn };
}

test("a token is renewed once for pages that are asked for together, and the cookie with it", async () => {
  const asked: string[] = [];
  const { app, clock, cookieIn } = board(async (refresh) => {
    asked.push(refresh);
    return { token: "second", expiresAt: new Date(BEGAN + 16 * HOUR_MS), refresh: "two" };
  });
  const signedIn = await app.request("/in");
  expect(signedIn.headers.get("set-cookie")).toMatch(
    /^__Host-milegate-session=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  const cookie = cookieIn(signedIn);
  const ask = (sent: string) => app.request("/", { headers: { cookie: sent } });
  expect(await (await ask(cookie)).text()).toBe("first");
  clock.now = BEGAN + 8 * HOUR_MS - 1_000;
  const answers = await Promise.all([ask(cookie), ask(cookie), ask(cookie)]);
  expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(["second", "second", "second"]);
  expect(asked).toEqual(["one"]);
  const [renewed] = answers.map(cookieIn);
  expect(await (await ask(renewed ?? "")).text()).toBe("second");
  // Twelve hours after the sign-in it is over, whatever was renewed.
  clock.now = BEGAN + 12 * HOUR_MS;
  expect(await (await ask(renewed ?? "")).text()).toBe("nobody");
});

test("a refresh token that GitHub does not take ends the session", async () => {
  const { app, clock, cookieIn } = board(() => Promise.reject(new SignInRefused("used")));
  const cookie = cookieIn(await app.request("/in"));
  clock.now = BEGAN + 9 * HOUR_MS;
  expect(await (await app.request("/", { headers: { cookie } })).text()).toBe("nobody");
});

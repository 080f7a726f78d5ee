// Signing in: what somebody may try with states, codes, cookies and forms.
import { request } from "node:http";
import { expect, test } from "@jest/globals";
import { useScenario } from "../e2e/use.ts";
import { boardEnv, visitor } from "./visitor.ts";

const start = useScenario();

async function began() {
  const env = await boardEnv();
  const scenario = await start({ env });
  return { scenario, board: env["BASE_URL"] ?? "" };
}

/** Goes to GitHub and comes back with the address of the callback, which was not asked for yet. */
async function atGitHub(person: ReturnType<typeof visitor>, to = "/waiting"): Promise<string> {
  const login = await person.get(`/login?to=${encodeURIComponent(to)}`);
  return (await person.ask(login.headers.get("location") ?? "")).headers.get("location") ?? "";
}

const where = (answer: Response): string => `${answer.status} ${answer.headers.get("location")}`;

test("signed out, every page leads to the sign-in and back, whether it exists or not; headers are on every answer", async () => {
  const { board } = await began();
  const nobody = visitor(board);
  for (const path of ["/board/octo?q=a&sort=-name", "/waiting", "/admin", "/none", "/board/octo/shop/pull/1"])
    expect(where(await nobody.get(path))).toBe(`303 /login?to=${encodeURIComponent(path)}`);
  const answers = await Promise.all([
    ...["/", "/login", "/none", "/login/callback?code=a&state=b", "/api/v1/repos/a/b", "/-/board.css"].map((path) =>
      nobody.get(path),
    ),
    nobody.post("/logout", {}),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 303, 303, 400, 401, 200, 403]);
  const strange = await asksForHost(board, "a b");
  expect(strange.status).toBe(400);
  for (const { headers } of [...answers, strange]) {
    expect(headers.get("content-security-policy")).toMatch(
      /default-src 'none'.*form-action 'self'; base-uri 'none'; frame-ancestors 'none'/,
    );
    expect(headers.get("content-security-policy")).not.toMatch(/unsafe|script-src/);
    expect([
      headers.get("x-content-type-options"),
      headers.get("referrer-policy"),
      headers.get("cache-control"),
    ]).toEqual(["nosniff", "same-origin", "no-store"]);
  }
  const address = new URL(answers[1]?.headers.get("location") ?? "");
  expect(Object.fromEntries(address.searchParams)).toMatchObject({
    ...{ client_id: "Iv23limilegate", redirect_uri: `${board}/login/callback`, code_challenge_method: "S256" },
    ...{ state: expect.stringMatching(/^[\w-]{32}$/), code_challenge: expect.stringMatching(/^[\w-]{43}$/) },
  });
  expect(answers[1]?.headers.getSetCookie()[0]).toMatch(/HttpOnly; SameSite=Lax$/i);
});

/** `fetch` does not let the host be chosen. */
const asksForHost = (board: string, host: string): Promise<Response> =>
  new Promise((resolve, reject) => {
    request(board, { headers: { host } }, (answer) => {
      answer.resume();
      const headers = Object.entries(answer.headers).map(([name, value]): [string, string] => [name, String(value)]);
      resolve(new Response(null, { status: answer.statusCode ?? 0, headers }));
    })
      .on("error", reject)
      .end();
  });

test("states, codes and cookies are good once, and in the browser that began", async () => {
  const { board } = await began();
  const [alice, mallory] = [visitor(board, "alice"), visitor(board, "mallory")];
  const [own, foreign] = [await atGitHub(alice), await atGitHub(mallory)];
  const path = (callback: string): string => callback.slice(board.length);
  const kept = alice.cookies.get("milegate-sign-in") ?? "";
  expect((await visitor(board).get(path(foreign))).status).toBe(400);
  expect((await alice.get(path(foreign))).status).toBe(400);
  alice.cookies.set("milegate-sign-in", kept);
  expect((await alice.get(path(own).replace(/state=.*/, "state=other"))).status).toBe(400);
  alice.cookies.set("milegate-sign-in", kept);
  expect(where(await alice.get(path(own)))).toBe("303 /waiting");
  expect((await alice.get("/waiting")).status).toBe(200);
  // The same address again, with the cookie that it had.
  alice.cookies.set("milegate-sign-in", kept);
  expect((await alice.get(path(own))).status).toBe(400);
  // A code that was used, with a state of one's own.
  const again = new URL(await atGitHub(mallory));
  again.searchParams.set("code", new URL(own).searchParams.get("code") ?? "");
  expect((await mallory.get(path(String(again)))).status).toBe(400);
  expect((await mallory.get("/waiting")).status).toBe(303);
});

test("a cookie that was changed, is another server's, or of another purpose signs nobody in", async () => {
  const { board } = await began();
  const other = await began();
  const [alice, there] = [visitor(board, "alice"), visitor(other.board, "alice")];
  await alice.signIn();
  await there.signIn();
  const session = alice.cookies.get("milegate-session") ?? "";
  const changed = `${session.slice(0, 60)}${session[60] === "A" ? "B" : "A"}${session.slice(61)}`;
  await alice.get("/login");
  for (const cookie of [
    changed,
    there.cookies.get("milegate-session"),
    alice.cookies.get("milegate-sign-in"),
    "",
    "x.y.z",
  ]) {
    const thief = visitor(board);
    thief.cookies.set("milegate-session", cookie ?? "");
    expect((await thief.get("/waiting")).status).toBe(303);
  }
  expect((await alice.get("/waiting")).status).toBe(200);
});

test("the sign-in leads to no other place", async () => {
  const { board } = await began();
  const alice = visitor(board);
  const to = [
    "//evil.example",
    "/\\evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "/a\\b",
    "/\t/evil.example",
  ];
  for (const path of [...to, "", "/login?to=/x", "/./\u2028", "/..//evil.example"])
    expect(where(await alice.get((await atGitHub(alice, path)).slice(board.length)))).toBe("303 /");
});

test("signing out takes a form of one's own, and ends the token at GitHub; a token that ended there ends here", async () => {
  const { scenario, board } = await began();
  const [alice, bob] = [visitor(board, "alice"), visitor(board, "bob")];
  await alice.signIn();
  await bob.signIn();
  const copied = alice.cookies.get("milegate-session") ?? "";
  const refused = await Promise.all([alice.post("/logout", {}), alice.post("/logout", { csrf: await bob.csrf() })]);
  expect(refused.map(({ status }) => status)).toEqual([403, 403]);
  expect(where(await alice.post("/logout", { csrf: await alice.csrf() }))).toBe("303 /");
  expect(alice.cookies.has("milegate-session")).toBe(false);
  const ended = scenario.sandbox.traffic.asked.filter(({ method }) => method === "DELETE");
  expect(ended.map(({ path, status }) => `${path} ${status}`)).toEqual(["/applications/Iv23limilegate/token 204"]);
  const thief = visitor(board);
  thief.cookies.set("milegate-session", copied);
  expect((await thief.get("/waiting")).status).toBe(303);
});

// `npm run demo` as a newcomer runs it: it plays, prints, and ends by itself.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { text } from "node:stream/consumers";
import { expect, jest, test } from "@jest/globals";

/** The real app starts as a process of its own, and pauses let people read. */
jest.setTimeout(120_000);

async function demo(...args: string[]) {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "demo/main.ts", ...args]);
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const [out, error, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { out, error, code };
}

test("it tells what happens, ends with the repository as a table, and exits with 0", async () => {
  const { out, error, code } = await demo();
  expect({ code, error }).toEqual({ code: 0, error: "" });
  for (const said of [
    "✘ Blocked: Polish waits for MVP (0 of 3 issues closed)",
    'GitHub refuses: Required status check "milegate" is expected or failing.',
    "✔ Open: MVP is passed",
    "Boundary review: MVP → Enhancement",
    "/phase continue Customers buy",
    "MVP is passed for good",
    "npm run demo -- --serve",
    "acme/shop at the end",
  ])
    expect(out).toContain(said);
  expect(out).toMatch(/Make the basket wobble +merged +phase: polish/);
});

test("an option that it doesn't have is answered with those that it has", async () => {
  const { error, code } = await demo("--paly");
  expect(code).toBe(2);
  expect(error).toContain("--play");
});

test("--help is no mistake", async () => {
  expect(await demo("--help")).toMatchObject({ code: 0, error: "", out: expect.stringContaining("--play") });
});

test("a port that is taken is said so", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = String(typeof address === "object" && address !== null ? address.port : 0);
  expect(await demo("--port", port)).toMatchObject({
    code: 2,
    error: `Port ${port} is taken; name another with --port, or none for a free one.\n`,
  });
  server.close();
});

test("with --serve it prints what to set, and the command line then works against it", async () => {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "demo/main.ts", "--serve"]);
  let out = "";
  for await (const chunk of child.stdout) {
    out += chunk;
    if (out.includes("The sandbox stays up")) break;
  }
  const env = Object.fromEntries(
    [...out.matchAll(/^ {2}export (\w+)=(\S+)$/gm)].map(([, name, value]) => [name, value]),
  );
  const milegate = async (...args: string[]) => {
    const cli = spawn(process.execPath, ["src/cli/main.ts", ...args], { env });
    const ended = new Promise((resolve) => cli.once("exit", resolve));
    const [said, error, code] = await Promise.all([text(cli.stdout), text(cli.stderr), ended]);
    return { said, error, code };
  };
  const calls = [...out.matchAll(/^ {2}npx milegate (.+)$/gm)].map(([, call = ""]) => call.split(" "));
  expect(calls.map(([name]) => name)).toEqual(["explain", "plan", "status", "doctor"]);
  const [explain = [], plan = [], status = [], doctor = []] = calls;
  expect(await milegate(...explain)).toMatchObject({
    code: 1,
    error: "",
    said: expect.stringContaining("waits for MVP"),
  });
  expect(await milegate(...plan)).toMatchObject({ code: 0, said: expect.stringMatching(/^cafe +active/m) });
  expect(await milegate(...status)).toMatchObject({ code: 0, said: expect.stringContaining("1 of 2 issues") });
  expect(await milegate(...doctor)).toMatchObject({
    code: 0,
    said: expect.stringContaining("The installation at acme"),
  });
  expect(await milegate("failures")).toMatchObject({ code: 0, said: "There are no failed jobs.\n" });
  const ended = once(child, "exit");
  child.kill("SIGINT");
  expect(await ended).toEqual([0, null]);
});

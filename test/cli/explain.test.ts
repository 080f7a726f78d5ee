// milegate explain against a GitHub of its own, for people, for programs and on a narrow terminal.
import { expect, test } from "@jest/globals";
import { runMilegate } from "./run.ts";
import { useShop } from "./shop.ts";

const shop = useShop();

test("explain says why a pull request is blocked", async () => {
  const { alice, env, look } = await shop();
  alice.createMilestone("MVP");
  alice.openIssue("Pay", { milestone: 1 });
  const pull = alice.openPull("Shine");
  const explain = () => runMilegate(["explain", `octo/shop#${pull.number}`], { env });
  expect(await explain()).toMatchObject({ code: 0, out: expect.stringContaining("● No phase") });
  alice.createLabel("polish");
  alice.label(pull.number, "polish");
  const blocked = await explain();
  expect(blocked.code).toBe(1);
  expect(blocked.out).toContain("✘ Blocked: Polish waits for MVP (0 of 1 issue closed)");
  expect(blocked.out).toContain("\nWhat to do next\n");
  expect(blocked.out).toContain("- ❌ Every issue is closed: 0 of 1 issue closed\n  - #1 Pay (http");
  alice.close(1);
  expect((await explain()).code).toBe(0);
  expect(await runMilegate(["explain", "octo/shop#1"], { env })).toMatchObject({
    code: 2,
    err: "error: octo/shop#1 is an issue; only pull requests have a check.",
  });
  expect(await runMilegate(["explain", "octo/shop#99"], { env })).toMatchObject({
    code: 2,
    err: "error: there is no octo/shop#99. Check the number.",
  });
  await look({ kind: "repository" });
});

test("explain --json has the verdict and why", async () => {
  const { alice, env, sandbox } = await shop();
  alice.createMilestone("MVP");
  alice.openIssue("Pay", { milestone: 1 });
  alice.createLabel("polish");
  const pull = alice.openPull("Shine");
  alice.label(pull.number, "polish");
  const explain = () => runMilegate(["explain", `octo/shop#${pull.number}`, "--json"], { env });
  const blocked = await explain();
  expect([blocked.code, JSON.parse(blocked.out)]).toEqual([
    1,
    {
      repository: "octo/shop",
      number: 2,
      title: "Shine",
      url: expect.stringMatching(/\/octo\/shop\/pull\/2$/),
      app: { slug: "milegate", id: sandbox.app.id },
      conclusion: "action_required",
      verdict: "Blocked: Polish waits for MVP (0 of 1 issue closed)",
      why: expect.stringContaining("What to do next"),
    },
  ]);
  alice.close(pull.number);
  const closed = await explain();
  expect([closed.code, JSON.parse(closed.out)]).toMatchObject([
    0,
    { conclusion: null, verdict: null, why: "it is closed; only open pull requests have a check." },
  ]);
  expect((await runMilegate(["explain", `octo/shop#${pull.number}`], { env })).out).toContain(
    "It has no check: it is closed",
  );
});

/** Longer words, such as URLs, stay whole. */
const tooLong = (text: string, columns: number): string[] =>
  text.split("\n").filter((line) => line.length > columns && /\S\s+\S/.test(line.trim().replace(/^[-|✘✔] /, "")));

test("status and explain can be read at 60 columns", async () => {
  const { alice, env } = await shop();
  alice.createMilestone("MVP");
  for (const title of ["Pay", "Log in", "Keep what was put into the cart over a restart of the browser"])
    alice.openIssue(title, { milestone: 1 });
  alice.createMilestone("Polish");
  alice.createMilestone("Somewhere");
  alice.createLabel("polish");
  const pull = alice.openPull("Shine, and glitter, and gleam, and everything else that shows");
  alice.label(pull.number, "polish");
  const around = { env, columns: 60 };
  const status = await runMilegate(["status", "octo/shop"], around);
  expect(tooLong(status.out, 60)).toEqual([]);
  expect(status.out).toMatch(/^MVP {10}░{10} 0 %\n {2}0 of 3 issues, share 30 %, holds 100 %, in progress$/m);
  const explain = await runMilegate(["explain", `octo/shop#${pull.number}`], around);
  expect(tooLong(explain.out, 60)).toEqual([]);
  expect(explain.out).not.toMatch(/\*\*|\]\(|^#{1,6} |`/m);
});

// milegate reviews OWNER: what waits for whom, the longest first.
import { expect, test } from "@jest/globals";
import { addTeam } from "@milegate/sandbox";
import { useScenario } from "../e2e/use.ts";
import { runMilegate } from "./run.ts";

const start = useScenario();

const PLAN = `review:
  reviewers: [carol]
  sign_offs:
    - { id: security, name: Security, by: "@octo/security", due: 5d }
    - { id: legal, name: Legal, by: [carol] }
`;

test("lists what waits, for anybody or for oneself, and says so where nothing does", async () => {
  const { as, settled, sandbox, octo, user, settings, reviews } = await start({
    files: { ".github/milegate.yml": PLAN },
  });
  addTeam(sandbox.world, octo, "security", { members: [user("alice")] });
  const alice = as("alice");
  const env = {
    GITHUB_TOKEN: sandbox.tokens.personal(user("alice")),
    GHE_HOST: settings["GHE_HOST"] ?? "",
    GHE_PROTOCOL: "http",
  };
  const app = ["--app", "milegate"];
  alice.createMilestone("MVP");
  await settled();
  expect((await runMilegate(["reviews", "octo", ...app], { env })).out).toBe(
    "Nothing waits in the repositories of octo.",
  );
  alice.openIssue("Log in", { milestone: 1 });
  alice.close(1);
  alice.closeMilestone(1);
  await settled();
  const [review] = reviews();
  const all = await runMilegate(["reviews", "octo", ...app], { env });
  expect(all.out.split("\n").map((line) => line.replaceAll(/\d{4}-\d\d-\d\d/g, "DAY"))).toEqual([
    "Since       Due         Waits for       What      Review",
    `DAY  DAY  @octo/security  Security  octo/shop#${review?.number}`,
    `DAY              carol           Legal     octo/shop#${review?.number}`,
    `DAY              carol           decision  octo/shop#${review?.number}`,
    "",
    "Waiting: carol 2, @octo/security 1.",
  ]);
  expect(all.code).toBe(0);
  const { waiting } = JSON.parse((await runMilegate(["reviews", "octo", "--mine", "--json", ...app], { env })).out);
  expect(waiting).toEqual([
    {
      ...{
        kind: "sign-off",
        repository: "octo/shop",
        review: review?.number,
        phase: "mvp",
        signOff: "security",
        state: "requested",
      },
      ...{ asked: ["@octo/security"], overdue: false, url: expect.stringContaining("/octo/shop/issues/") },
      ...{ since: expect.any(String), due: expect.any(String) },
    },
  ]);
});

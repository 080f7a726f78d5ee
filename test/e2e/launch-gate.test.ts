// Chromium's stage "ship", as docs/examples.md writes it: seven parties, one of them with a quorum of three. SPEC section 13.
import { readFileSync } from "node:fs";
import { expect, jest, test } from "@jest/globals";
import { addTeam, addUser, person } from "@milegate/sandbox";
import { useScenario } from "./use.ts";

jest.setTimeout(60_000);

const start = useScenario();

const PAGE = readFileSync(new URL("../../docs/examples.md", import.meta.url), "utf8");
const WRITTEN = /## A launch gate.*?```yaml\n(.*?)```/s.exec(PAGE)?.[1] ?? "";
const PARTIES = ["privacy", "security", "enterprise", "devtools", "testing", "adoption", "api-owners"];

test("is a plan of at most thirty lines, and seven parties take it to the decision", async () => {
  expect(WRITTEN.trim().split("\n").length).toBeLessThanOrEqual(30);
  const plan = WRITTEN.replaceAll("octo-org", "octo");
  const scenario = await start({ files: { ".github/milegate.yml": plan }, roles: { alice: "admin", bob: "maintain" } });
  const { sandbox, octo, shop, settled, item, reviews, as } = scenario;
  const people = ["ann", "ben", "cat"].map((login) => addUser(sandbox.world, login));
  for (const slug of PARTIES)
    addTeam(sandbox.world, octo, slug, { members: people.slice(0, slug === "api-owners" ? 3 : 1) });
  const alice = as("alice");
  alice.createMilestone("Ship 1");
  alice.openIssue("Feature", { milestone: 1 });
  alice.close(1);
  alice.closeMilestone(1);
  await settled();
  const review = () => item(reviews()[0]?.number ?? 0);
  const lines = () =>
    review()
      .body.split("\n")
      .filter((line) => /^- \*\*[^*]+\*\*: (?:requested|needs|approved|not)/.test(line));
  expect(lines()).toHaveLength(7);
  const say = async (login: string, ...all: string[]) => {
    const account = people.find((each) => each.login === login) ?? scenario.user(login);
    person(sandbox.world, shop, account).comment(review().number, all.map((each) => `/phase ${each}`).join("\n"));
    await settled();
  };
  const ids = ["privacy", "security", "testing"].map((id) => `approve ${id}`);
  const none = ["enterprise", "debuggability", "adoption"].map((id) => `not-applicable ${id} nothing changes there`);
  await say("ann", ...ids, ...none, "approve api", "not-applicable api no");
  await say("bob", "continue");
  const refused = review().comments.at(-1)?.body ?? "";
  expect(refused).toMatch(
    /a sign-off is missing: \*\*API owners\*\*: requested from `@octo\/api-owners` since .* \(1 of 3\)/,
  );
  await say("ben", "approve API owners");
  await say("cat", "approve api looks good");
  expect(
    lines().map((line) => line.replace(/^- \*\*(.*?)\*\*: /, "$1 ").replace("nothing changes there", "…")),
  ).toEqual([
    "Privacy approved by ann",
    "Security approved by ann",
    "Enterprise not applicable, by ann: …",
    "Debuggability not applicable, by ann: …",
    "Testing approved by ann",
    "Adoption not applicable, by ann: …",
    "API owners approved by ann, ben, cat",
  ]);
  await say("bob", "continue everybody agreed");
  expect(review().comments.find(({ body }) => body.startsWith("<!-- milegate:decision"))?.body).toContain(
    "- API owners: approved by ann, ben, cat",
  );
  expect(review().state).toBe("closed");
});

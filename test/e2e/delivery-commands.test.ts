// Commands in a repository of a delivery that is not its home.
import { expect, test } from "@jest/globals";
import type { ScenarioSettings } from "../scenario.ts";
import { useScenario } from "./use.ts";

const scenario = useScenario();

const PLAN = `version: 1
deliveries:
  - { id: checkout, name: Checkout, repositories: [shop, api] }
`;

async function inApi(settings: ScenarioSettings = {}) {
  const given = await scenario({
    ownerFiles: { ".github/milegate.yml": PLAN },
    repositories: { api: {} },
    ...settings,
  });
  const [alice, api] = [given.as("alice"), given.other("api").as("alice")];
  const mvp = alice.createMilestone("MVP");
  alice.openIssue("Take off", { milestone: mvp.number });
  const there = api.createMilestone("MVP");
  const issue = api.openIssue("Charge the card", { milestone: there.number });
  await given.settled();
  /** The app's last word to a comment. */
  const answer = async (words: string, item = issue.number): Promise<string> => {
    api.comment(item, words);
    await given.settled();
    return given.other("api").item(item).comments.at(-1)?.body ?? "";
  };
  return { ...given, alice, api, issue, answer, items: () => given.other("api").repository.items };
}

test("`/phase review` in any repository opens the review in the home, once", async () => {
  const { answer, reviews, other } = await inApi();
  const said = await answer("/phase review");
  expect(said).toContain("The boundary review of MVP opens in [octo/shop](");
  expect(reviews()).toHaveLength(1);
  expect(other("api").reviews()).toHaveLength(0);
  expect(await answer("/phase review mvp")).toContain("The review of MVP, round 1: [Boundary review: MVP");
  expect(await answer("/phase status")).toMatch(
    /\[octo\/shop\]\([^)]*\) \(home\) \| 0 of 1 \|[^|]*\| \[octo\/api\][^|]*\| 0 of 1 \|.*Open review: \[Boundary review/s,
  );
  expect(await answer("/phase continue")).toMatch(/Give it on \[Boundary review: MVP → Enhancement\]\([^)]*shop/);
  expect(reviews()).toHaveLength(1);
});

test("own items are moved by the repository's own milestones", async () => {
  const { answer, api, other, issue, check, alice } = await inApi();
  expect(await answer("/phase defer")).toContain("Enhancement has no open milestone in this repository.");
  const polish = api.createMilestone("Polish");
  await answer("/phase defer polish");
  expect(other("api").item(issue.number).milestone?.number).toBe(polish.number);
  const pull = api.openPull("Polish the receipts");
  api.setMilestone(pull.number, polish.number);
  await answer("/phase override the printer is on fire", pull.number);
  expect(other("api").check(pull.number)).toMatch(/^success Overridden/);
  await answer("/phase drop nobody asked for it");
  await answer("/phase refresh");
  expect(other("api").item(issue.number)).toMatchObject({ state: "closed", stateReason: "not_planned" });
  expect(check(alice.openPull("Anything").number)).toBe("");
});

test("a public repository does not say which private one is the home", async () => {
  const { answer, reviews, items } = await inApi({ private: true });
  expect(await answer("/phase review mvp")).toContain("of MVP opens in a private repository");
  expect(reviews()).toHaveLength(1);
  expect(await answer("/phase continue")).toContain("Give it on the review, which is in a private repository.");
  const status = await answer("/phase status");
  expect(status).toContain("| a private repository (home) | 0 of 1 |");
  expect(status).toContain("Reviews, decisions and the dashboard of this delivery are in a private repository.");
  expect(JSON.stringify(items())).not.toMatch(/octo\/shop|Take off|Boundary review: /);
});

test("with `titles: true` repositories that are private show one another's titles, and without it names and counts", async () => {
  const given = { private: true, repositories: { api: { visibility: "private" as const } } };
  for (const titles of [true, false]) {
    const files = { ".github/milegate.yml": PLAN.replace("id: checkout,", `id: checkout, titles: ${titles},`) };
    const { answer, reviews } = await inApi({ ...given, ownerFiles: files, skippedIds: titles ? 0 : 1000 });
    const status = await answer("/phase status");
    expect(status).toContain("[octo/shop](");
    expect(status.includes("Take off")).toBe(titles);
    expect(await answer("/phase review")).toContain("opens in [octo/shop](");
    expect(reviews()).toHaveLength(1);
    expect(await answer("/phase continue")).toMatch(
      titles ? /Give it on \[Boundary review/ : /which is in \[octo\/shop\]/,
    );
  }
});

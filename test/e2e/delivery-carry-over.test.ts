// What a boundary review leaves open moves on in each repository of the delivery, by itself.
import { expect, test } from "@jest/globals";
import type { ScenarioSettings } from "../scenario.ts";
import { useScenario } from "./use.ts";

const scenario = useScenario();

const PLAN = `version: 1
deliveries:
  - id: checkout
    name: Checkout
    repositories: [shop, api, billing]
    review: { carry_over: move }
`;

const checkout = (more: ScenarioSettings = {}): ScenarioSettings => ({
  ownerFiles: { ".github/milegate.yml": PLAN },
  repositories: { api: {}, billing: {} },
  ...more,
});

/** An issue that is open in MVP here, in `api`, and in `billing`, which has no later milestone; and the open review. */
async function underReview(settings: ScenarioSettings) {
  const given = await scenario(settings);
  const { as, other, reviews, settled } = given;
  const [alice, api, billing] = [as("alice"), other("api").as("alice"), other("billing").as("alice")];
  const milestones = [alice, api, billing].map((person) => person.createMilestone("MVP"));
  const issues = [alice, api, billing].map((person, at) =>
    person.openIssue(`Issue ${at}`, { milestone: milestones[at]?.number ?? 0 }),
  );
  const next = alice.createMilestone("Enhancement");
  // A number that the home's has not.
  api.createMilestone("Later");
  const later = api.createMilestone("Enhancement");
  for (const [at, person] of [alice, api, billing].entries()) person.closeMilestone(milestones[at]?.number ?? 0);
  await settled();
  const [review] = reviews();
  if (review === undefined) throw new Error("no review is open");
  const milestoneOf = (name: "shop" | "api" | "billing") => {
    const number = issues[["shop", "api", "billing"].indexOf(name)]?.number ?? 0;
    return (name === "shop" ? given.item(number) : other(name).item(number)).milestone?.title;
  };
  return { ...given, alice, api, billing, review, milestoneOf, next, later };
}

const said = (item: { comments: readonly { body: string }[] }): string =>
  item.comments.map(({ body }) => body).join("\n");

test("each issue moves to the next milestone of its own repository, and what has none is listed", async () => {
  const { alice, review, milestoneOf, settled, item } = await underReview(checkout());
  alice.comment(review.number, "/phase continue --waive Good enough");
  await settled();
  expect(["shop", "api", "billing"].map((name) => milestoneOf(name as "shop"))).toEqual([
    "Enhancement",
    "Enhancement",
    "MVP",
  ]);
  const text = said(item(review.number));
  expect(text).toContain("Moved 2 open issues of MVP to Enhancement, each into the current milestone");
  expect(text).toContain("octo/api#");
  expect(text).toMatch(/Enhancement has no open milestone there.*octo\/billing: 1 open issue.*octo\/billing#1/s);
  expect(text).toContain("settled=yes");
});

test("a command moves what is left once there is a milestone, and nobody learns what is private", async () => {
  const { alice, billing, review, milestoneOf, settled, item } = await underReview(
    checkout({ repositories: { api: {}, billing: { visibility: "private" } } }),
  );
  alice.comment(review.number, "/phase continue --waive Good enough");
  await settled();
  expect(said(item(review.number))).toContain("- a private repository: 1 open issue");
  billing.createMilestone("Enhancement");
  alice.comment(review.number, "/phase carry-over");
  await settled();
  expect(milestoneOf("billing")).toBe("Enhancement");
  expect(`${item(review.number).body} ${said(item(review.number))}`).not.toMatch(/billing|Issue 2/);
});

test("a member whose home is private moves its issues without a word of the home", async () => {
  const { alice, review, milestoneOf, settled, other } = await underReview(checkout({ private: true }));
  alice.comment(review.number, "/phase continue --waive Good enough");
  await settled();
  expect(milestoneOf("api")).toBe("Enhancement");
  expect(JSON.stringify(other("api").repository.items.map(({ body, comments }) => [body, comments]))).not.toMatch(
    /shop|Good enough/,
  );
});

test("after `kill -9` in the middle the rest moves, and what was moved stays", async () => {
  const { alice, review, milestoneOf, settled, dies } = await underReview(checkout({ crashable: true }));
  dies({ requests: 12, when: "after" });
  alice.comment(review.number, "/phase continue --waive Good enough");
  await settled();
  expect(["shop", "api"].map((name) => milestoneOf(name as "shop"))).toEqual(["Enhancement", "Enhancement"]);
});

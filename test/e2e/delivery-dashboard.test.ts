// The dashboard of a delivery over several repositories: in the home, with what is wrong with each of them.
import { expect, test } from "@jest/globals";
import { person } from "@milegate/sandbox";
import { useScenario } from "./use.ts";

const scenario = useScenario();

const PLAN = `version: 1
deliveries:
  - { id: manual, name: Manual, repositories: [docs] }
  - { id: checkout, name: Checkout, repositories: [shop, "*i", "docs*", lost], optional: true }
`;

test("it names what is wrong with a repository, a private one without its name; a member's says where it is", async () => {
  const files = { ".github/milegate.yml": "version: 1\nenabled: false\n" };
  const { as, user, other, sandbox, shop, settled } = await scenario({
    ownerFiles: { "README.md": "Nothing yet" },
    repositories: { api: {}, cli: { files }, gui: {}, docs: {}, ui: { visibility: "private", files } },
    dashboardDelayMs: 5,
  });
  const api = other("api").as("alice");
  const mvp = api.createMilestone("MVP");
  api.openIssue("Charge the card", { milestone: mvp.number });
  const here = as("alice").createMilestone("MVP");
  as("alice").openIssue("Take off", { milestone: here.number });
  other("gui").as("alice").setArchived(true);
  await settled();
  const old = other("api").repository.items.find(({ title }) => title === "Delivery dashboard");
  expect(old).toMatchObject({ state: "open" });
  const owners = sandbox.world.repositories.find(({ name }) => name === ".github");
  if (owners === undefined) throw new Error("the owner has no repository");
  person(sandbox.world, owners, user("alice")).push("main", { ".github/milegate.yml": PLAN });
  await settled();
  const dashboard = shop.items.find(({ title }) => title === "Delivery dashboard")?.body ?? "";
  expect(dashboard).toMatch(/octo\/gui is archived/);
  expect(dashboard).toMatch(/octo\/docs is in an earlier delivery/);
  expect(dashboard).toMatch(/octo\/cli and a private repository are each out of the delivery/);
  expect(dashboard).toMatch(/A private repository can't be read/);
  expect(dashboard).toMatch(/\| \[octo\/shop\]\([^)]*\) \(home\) \| 0 of 1 \|\n\| \[octo\/api\]\([^)]*\) \| 0 of 1 \|/);
  expect(dashboard).not.toMatch(/octo\/ui|lost/);
  expect(old).toMatchObject({ state: "closed" });
  expect(old?.body).toMatch(/whose dashboard is in \[octo\/shop\]/);
});

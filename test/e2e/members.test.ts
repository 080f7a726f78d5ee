// What happens to one repository of a delivery is followed in the others: it leaves, comes, moves, is archived, or is read by others.
import { expect, test } from "@jest/globals";
import {
  addToInstallation,
  defineProperty,
  type LagSettings,
  type Person,
  person,
  removeFromInstallation,
} from "@milegate/sandbox";
import { type Market, makeMarket, marketPlanned } from "../../demo/market.ts";
import { playStep } from "../../demo/story.ts";
import { isPublicPlace, textsWith, writtenTexts } from "../written-texts.ts";
import { useScenario } from "./use.ts";

const start = useScenario();

/** A pull request of shop-web waits for shop-api, which is public, and for billing, which is private. */
async function planned(lag: LagSettings | undefined) {
  const scenario = await start(lag === undefined ? {} : { lag });
  const { sandbox, settled, user } = scenario;
  const market = makeMarket(sandbox);
  for (const step of marketPlanned(market)) {
    playStep(step);
    await settled();
  }
  const by = { world: sandbox.world, account: user("alice") };
  const installation = sandbox.world.installations.find(({ account }) => account === market.owners.owner);
  if (installation === undefined) throw new Error("the app is not installed");
  return {
    sandbox,
    settled,
    market,
    at: (name: keyof Market["members"]): Person => person(sandbox.world, market.members[name], by.account),
    /** Names of the private repositories. */
    hidden: () =>
      Object.values(market.members)
        .filter((each) => each.private)
        .map(({ name }) => name),
    remove: (name: keyof Market["members"]) => removeFromInstallation(by, installation, market.members[name]),
    add: (name: keyof Market["members"]) => addToInstallation(by, installation, market.members[name]),
    summary: (): string => {
      const runs = market.members["shop-web"].suites.flatMap((suite) => suite.runs);
      return runs.at(-1)?.output.summary ?? "";
    },
  };
}

/** What shows now where everybody reads it. */
const publicTexts = ({ sandbox }: Planned) =>
  writtenTexts(sandbox).filter((each) => isPublicPlace(each) && !each.place.startsWith("sent: "));

type Planned = Awaited<ReturnType<typeof planned>>;

const OPEN = "shop-api: 0 of 1 issue closed";
const PRIVATE = "a private repository: 0 of 1 issue closed";
const OUT = "not among the repositories that the app may read";

/** What the check of shop-web says then, and what it says no more. */
const HAPPENINGS: [string, (s: Planned) => unknown, string[], string[]][] = [
  ["leaves the installation", ({ remove }) => remove("shop-api"), [OUT], [OPEN]],
  ["is archived", ({ at }) => at("shop-api").setArchived(true), ["1 of 2 issues closed", PRIVATE], [OPEN]],
  [
    "becomes private",
    ({ at }) => at("shop-api").setVisibility("private"),
    ["1 of 3 issues closed", PRIVATE],
    ["shop-api"],
  ],
  [
    "becomes public",
    ({ at }) => at("billing").setVisibility("public"),
    [OPEN, "billing: 0 of 1 issue closed"],
    [PRIVATE],
  ],
  ["gets another name", ({ at }) => at("shop-api").renameRepository("shop-apis"), [OUT], [OPEN]],
  ["is deleted", ({ at }) => at("shop-api").deleteRepository(), [OUT], [OPEN]],
];

const BEHIND: LagSettings = { ms: 300, kinds: ["repository", "installation"] };
const LAGGED = ["leaves the installation", "becomes private", "gets another name"];

test.each([
  ...HAPPENINGS.map((happening) => [...happening, undefined] as const),
  ...HAPPENINGS.filter(([name]) => LAGGED.includes(name)).map(
    ([name, ...happening]) => [`${name}, and reads are behind`, ...happening, BEHIND] as const,
  ),
])("one %s", async (_name, act, said, unsaid, lag) => {
  const s = await planned(lag);
  act(s);
  await s.settled();
  for (const text of said) expect(s.summary()).toContain(text);
  for (const text of unsaid) expect(s.summary()).not.toContain(text);
  expect(textsWith(publicTexts(s), s.hidden())).toEqual([]);
});

test("one that leaves the installation and comes back is waited for again", async () => {
  const s = await planned(undefined);
  s.remove("shop-api");
  await s.settled();
  s.add("shop-api");
  await s.settled();
  expect(s.summary()).toContain(OPEN);
  s.at("shop-api").close(1);
  await s.settled();
  expect(s.summary()).toContain("2 of 3 issues closed");
});

const BY_PROPERTY = `version: 1
deliveries:
  - id: checkout
    name: Checkout
    repositories: [{ property: delivery, value: checkout }]
    home: shop-web
    phases:
      - { id: mvp, name: MVP, milestones: ["MVP*"] }
      - { id: polish, name: Polish, milestones: ["Polish"] }
`;

test("those that have a property, and no longer one that gets another value of it", async () => {
  const s = await planned(undefined);
  const { world } = s.sandbox;
  const { members, owners } = s.market;
  const set = (name: keyof Market["members"], value: string) =>
    person(world, members[name], owners.owner).setProperty("delivery", value);
  defineProperty(world, owners.owner, "delivery", { type: "string" });
  for (const name of ["shop-web", "shop-api"] as const) set(name, "checkout");
  person(world, owners, owners.owner).push("main", { ".github/milegate.yml": BY_PROPERTY });
  await s.settled();
  expect(s.summary()).toContain("1 of 2 issues closed");
  set("billing", "checkout");
  await s.settled();
  expect(s.summary()).toContain("1 of 3 issues closed");
  set("shop-api", "other");
  await s.settled();
  expect([s.summary().includes("1 of 2 issues closed"), s.summary().includes(OPEN)]).toEqual([true, false]);
});

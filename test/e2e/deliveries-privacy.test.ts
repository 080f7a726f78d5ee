// Whatever happens in a delivery, and whoever can read its repositories: what the app sent anywhere says nothing that may not be read there.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Scenario, startScenario } from "../scenario.ts";
import { textsWith, writtenTexts } from "../written-texts.ts";

const SEED = process.env["PRIVACY_SEED"];
/** Each has a name and texts that nothing else has; the home is called shop, which many words hold. */
const PLACES = [
  { name: "shop", word: "zebra" },
  { name: "n1zq", word: "walrus" },
  { name: "n2zq", word: "koala" },
];

const planText = (titles: boolean, until: string): string => `version: 1
deliveries:
  - id: checkout
    name: Checkout
    repositories: [shop, "n*zq"]
    home: shop
    titles: ${titles}
    gate: { until: ${until} }
    phases:
      - { id: mvp, name: MVP, milestones: ["MVP*"], share: 30, criteria: [issues-closed, tasks-done, pull-requests-merged, { no-open: { labels: [bug], repository: all } }] }
      - { id: polish, name: Polish, milestones: ["Polish*"], share: 70, requires: [mvp] }
`;

const visibility = fc.constantFrom<"public" | "private" | "internal">("public", "private", "internal");
const world = fc.record({
  visibilities: fc.tuple(visibility, visibility, visibility),
  titles: fc.boolean(),
  until: fc.constantFrom("criteria", "decision"),
});
type World = typeof world extends fc.Arbitrary<infer Value> ? Value : never;

async function tell({ visibilities: [home, first, second], titles, until }: World): Promise<Scenario> {
  const s = await startScenario({
    ownerFiles: { ".github/milegate.yml": planText(titles, until) },
    private: home !== "public",
    repositories: { n1zq: { visibility: first }, n2zq: { visibility: second } },
    dashboardDelayMs: 50,
    lagPatience: { firstMs: 10, mostMs: 50, totalMs: 400, confirmMs: 50 },
  });
  Object.assign(s.shop, { internal: home === "internal" });
  // The repositories are told of once, and what people do in them after that.
  const people = PLACES.map(({ name }) => (name === "shop" ? s.as("alice") : s.other(name).as("alice")));
  for (const [at, alice] of people.entries()) {
    const word = PLACES[at]?.word ?? "";
    alice.createMilestone(`MVP ${word}`, { description: `- [ ] Task ${word}\n- [x] Done ${word}` });
    alice.createMilestone(`Polish ${word}`);
    alice.createLabel("bug");
    for (const labels of [[], ["bug"]]) alice.openIssue(`Issue ${word}`, { milestone: 1, labels });
    for (const milestone of [1, 2, 2]) alice.setMilestone(alice.openPull(`Pull ${word}`).number, milestone);
  }
  await s.settled();
  for (const alice of people) alice.close(1);
  people[1]?.comment(4, "/phase status");
  await s.settled();
  for (const [at, alice] of people.entries())
    if (at !== 1) alice.editMilestone(1, { description: "", state: "closed" });
  people[1]?.closeMilestone(1);
  await s.settled();
  const [review] = s.reviews();
  if (review !== undefined) people[0]?.comment(review.number, "/phase continue --waive zebra has it");
  await s.settled();
  return s;
}

/** Lines of the words of others where nobody may read them. */
function leaksIn({ sandbox }: Scenario, { visibilities, titles }: World): { searched: number; leaks: string[] } {
  const texts = writtenTexts(sandbox);
  const leaks = PLACES.flatMap(({ name, word }, at) => {
    if (visibilities[at] === "public") return [];
    const elsewhere = texts.filter(({ repository }) => repository.name !== name);
    const open = elsewhere.filter(({ repository }) => !repository.private);
    const words = [word, ...(name === "shop" ? [] : [name])];
    return [
      ...textsWith(open, words),
      ...textsWith(titles ? [] : elsewhere.filter((each) => !open.includes(each)), [word]),
    ];
  });
  return { searched: texts.length, leaks };
}

test("no text that the app wrote", async () => {
  let searched = 0;
  const property = fc.asyncProperty(world, async (given) => {
    const s = await tell(given);
    const found = leaksIn(s, given);
    searched += found.searched;
    expect({ leaks: found.leaks, settles: await s.settles(), problems: await s.end() }).toEqual({
      ...{ leaks: [], settles: [], problems: [] },
    });
  });
  await fc.assert(property, {
    numRuns: Number(process.env["PRIVACY_RUNS"] ?? 1),
    endOnFailure: true,
    ...(SEED === undefined ? {} : { seed: Number(SEED) }),
  });
  expect(searched).toBeGreaterThan(100);
  if (process.env["PRIVACY_RUNS"] !== undefined) process.stdout.write(`${searched} texts searched\n`);
}, 3_600_000);

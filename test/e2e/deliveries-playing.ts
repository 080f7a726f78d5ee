// Histories of what people do in the three repositories of a delivery, and what SPEC says of every pull request afterwards.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  addToInstallation,
  defineProperty,
  type Fate,
  GitHubError,
  type Person,
  type Repository,
  removeFromInstallation,
  type WorldItem,
} from "@milegate/sandbox";
import fc from "fast-check";
import { lookJob } from "../../src/service/task.ts";
import { ownerKey, repositoryKey } from "../../src/standings/store.ts";
import { type Scenario, type ScenarioSettings, startScenario } from "../scenario.ts";

export const DELIVERY_NAMES = ["shop", "api", "web"] as const;
export const DELIVERY_PLAN = `version: 1
deliveries:
  - id: checkout
    name: Checkout
    repositories: [shop, api, { property: delivery, value: checkout }]
    gate: { until: criteria }
`;

type Acting = { s: Scenario; alice: Person; repository: Repository };
type DeliveryAct = (acting: Acting, n: number) => unknown;

const TITLES = ["MVP", "Polish", "Enhancement", "Backlog"];
const itemIn = ({ items }: Repository, n: number): number => items[n % items.length]?.number ?? 1;
const milestoneIn = ({ milestones }: Repository, n: number): number =>
  milestones[n % Math.max(1, milestones.length)]?.number ?? 1;
const by = ({ s }: Acting) => ({ world: s.sandbox.world, account: s.user("alice") });

const DELIVERY_ACTS: readonly DeliveryAct[] = [
  ({ alice, repository }, n) => alice.close(itemIn(repository, n)),
  ({ alice, repository }, n) => alice.close(itemIn(repository, n)),
  ({ alice, repository }, n) => alice.reopen(itemIn(repository, n)),
  ({ alice, repository }, n) => alice.close(itemIn(repository, n), "not_planned"),
  ({ alice }, n) => alice.openIssue(`Issue ${n}`, { milestone: 1 }),
  ({ alice }, n) => alice.setMilestone(alice.openPull(`Pull ${n}`).number, 2),
  ({ alice, repository }, n) =>
    alice.setMilestone(itemIn(repository, n), n % 3 === 0 ? null : milestoneIn(repository, n)),
  ({ alice }, n) => alice.createMilestone(`${TITLES[n % TITLES.length]} ${n}`),
  ({ alice, repository }, n) => alice.closeMilestone(milestoneIn(repository, n)),
  ({ alice, repository }, n) => alice.reopenMilestone(milestoneIn(repository, n)),
  ({ alice, repository }, n) =>
    alice.editMilestone(milestoneIn(repository, n), { title: `${TITLES[n % TITLES.length]} ${n}` }),
  ({ alice }, n) => alice.setVisibility(n % 2 === 0 ? "private" : "public"),
  ({ alice, repository }, n) => (repository.name === "shop" ? null : alice.setArchived(n % 2 === 0)),
  (acting, n) => {
    const { s, repository } = acting;
    if (repository.name === "shop") return;
    if (n % 2 === 0) removeFromInstallation(by(acting), s.installation, repository);
    else addToInstallation(by(acting), s.installation, repository);
  },
  ({ s }, n) =>
    s
      .other("web")
      .as("alice")
      .setProperty("delivery", n % 2 === 0 ? "checkout" : null),
  ({ s, alice, repository }, n) => {
    const review = s.reviews().at(-1);
    if (repository.name === "shop" && review !== undefined)
      alice.comment(review.number, n % 2 === 0 ? "/phase continue --waive fine" : "/phase pivot no");
  },
];

const step = fc.record({ act: fc.constantFrom(...DELIVERY_ACTS), where: fc.nat(2), n: fc.nat(30) });
/** The usual run plays short histories. */
const LONGEST = process.env["DELIVERIES_RUNS"] === undefined ? 8 : 16;

export const deliveryHistory = fc.record({
  steps: fc.array(step, { minLength: 4, maxLength: LONGEST }),
  fates: fc.array(fc.constantFrom<Fate>("deliver", "deliver", "lose", "twice", "hold"), {
    minLength: 4,
    maxLength: 12,
  }),
  deaths: fc.array(fc.record({ at: fc.nat(16), requests: fc.nat(20), when: fc.constantFrom("before", "after") }), {
    maxLength: 2,
  }),
});
export type DeliveryHistory = typeof deliveryHistory extends fc.Arbitrary<infer Value> ? Value : never;

/** `isFaithful`: no event is lost, and the app never dies; then no sweep helps. */
export type DeliveryWorld = { isFaithful: boolean; settings?: ScenarioSettings };

export async function playDelivery({ steps, fates, deaths }: DeliveryHistory, { isFaithful, settings }: DeliveryWorld) {
  const s = await startDelivery(isFaithful, settings);
  const { sandbox, settled } = s;
  if (!isFaithful) sandbox.deliveries.fate = () => fates[sandbox.deliveries.log.length % fates.length] ?? "deliver";
  for (const [index, { act, where, n }] of steps.entries()) {
    const death = isFaithful ? undefined : deaths.find(({ at }) => at === index);
    if (death !== undefined) s.dies({ requests: death.requests, when: death.when });
    attempt(() => act(placeAt(s, where), n));
    if (index % 4 === 3) await settled();
  }
  sandbox.deliveries.fate = () => "deliver";
  sandbox.deliveries.release((held) => held.toReversed());
  await settled();
  // A sweep comes long after reads have caught up.
  if (!isFaithful) await sleep(settings?.lag?.ms ?? 0);
  if (!isFaithful) await sweepDelivery(s);
  const seen = shownIn(s);
  const failures = await s.service.queue.failures();
  await sleep(settings?.lag?.ms ?? 0);
  // A fresh app on a fresh store: whatever it writes was wrong.
  await forgetDelivery(s);
  await sweepDelivery(s);
  const fresh = shownIn(s);
  const problems = await s.end();
  return { seen, fresh, failures, problems };
}

async function startDelivery(isFaithful: boolean, settings: ScenarioSettings = {}): Promise<Scenario> {
  const s = await startScenario({
    ownerFiles: { ".github/milegate.yml": DELIVERY_PLAN },
    repositories: { api: {}, web: {} },
    crashable: !isFaithful,
    // For so long a repository that left the installation is looked for.
    lagPatience: { firstMs: 10, mostMs: 50, totalMs: 400, confirmMs: 50 },
    ...settings,
  });
  defineProperty(s.sandbox.world, s.octo, "delivery", { type: "string" });
  s.octo.members.set(s.user("alice"), "owner");
  s.other("web").as("alice").setProperty("delivery", "checkout");
  for (const where of DELIVERY_NAMES.keys()) {
    const { alice } = placeAt(s, where);
    for (const title of ["MVP", "Polish"]) alice.createMilestone(title);
    for (const title of ["One", "Two"]) alice.openIssue(title, { milestone: 1 });
    for (const title of ["Three", "Four"]) alice.setMilestone(alice.openPull(title).number, 2);
  }
  await s.settled();
  return s;
}

function placeAt(s: Scenario, where: number): Acting {
  const name = DELIVERY_NAMES[where] ?? "shop";
  if (name === "shop") return { s, alice: s.as("alice"), repository: s.shop };
  return { s, alice: s.other(name).as("alice"), repository: s.other(name).repository };
}

/** What GitHub refuses didn't happen. */
function attempt(act: () => unknown): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
  }
}

/** A look at each repository that the installation has, as a sweep's; twice, as what one learns may be for another. */
async function sweepDelivery(s: Scenario): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    const { id, repositories } = s.installation;
    const jobs = repositories.map(({ name }) =>
      lookJob({ repository: { installation: id, owner: "octo", name }, subject: { kind: "repository" } }),
    );
    await s.service.queue.enqueue(randomUUID(), jobs);
    await s.settled();
  }
}

async function forgetDelivery({ service, installation }: Scenario): Promise<void> {
  const { standings } = service.queue;
  const names = [...installation.repositories.map(({ name }) => name), ...DELIVERY_NAMES];
  const at = { installation: installation.id, owner: "octo" };
  for (const key of [ownerKey(at), ...names.map((name) => repositoryKey({ ...at, name }))]) {
    const parts = await standings.read(key);
    await standings.write(key, new Map([...parts.keys()].map((part) => [part, null])));
  }
}

/** The latest check of each open pull request that the app may write to: its conclusion and its words. */
function shownIn(s: Scenario): string[] {
  return DELIVERY_NAMES.flatMap((_name, where) => {
    const { repository } = placeAt(s, where);
    if (repository.archived || !s.installation.repositories.includes(repository)) return [];
    return repository.items.filter(isOpenPull).map((pull) => {
      const runs = repository.suites.filter(({ headSha }) => headSha === pull.head.sha).flatMap((suite) => suite.runs);
      const run = runs.findLast(({ name }) => name === "milegate");
      return `${repository.name}#${pull.number} ${run?.conclusion}: ${JSON.stringify(run?.output)}`;
    });
  });
}

const isOpenPull = (item: WorldItem): item is Extract<WorldItem, { kind: "pull" }> =>
  item.kind === "pull" && item.state === "open";

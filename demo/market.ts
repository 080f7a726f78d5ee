// One delivery over three repositories, of which one is private: the organization market, its sign-offs, and what its team does.
import type { Repository, Sandbox } from "@milegate/sandbox";
import {
  addMember,
  addOrganization,
  addRepository,
  addTeam,
  install,
  type Person,
  person,
  requireCheck,
} from "@milegate/sandbox";
import { numbersIn, type StoryStep } from "./story.ts";

const PLAN = `version: 1
deliveries:
  - id: checkout
    name: Checkout
    repositories: [shop-web, shop-api, billing]
    home: shop-web
    phases:
      - id: mvp
        name: MVP
        milestones: ["MVP*"]
        share: 40
        goal: A guest can pay
      - id: polish
        name: Polish
        milestones: ["Polish"]
    gate:
      until: decision
    review:
      due: 10d
      sign_offs:
        - id: security
          name: Security
          by: "@market/security"
          phases: [mvp]
          questions: ["Which card data do we keep?"]
          due: 5d
        - id: accessibility
          name: Accessibility
          by: [bob]
          phases: [mvp]
          due: 5d
`;

const NAMES = ["shop-web", "shop-api", "billing"] as const;
type Member = (typeof NAMES)[number];

export type Market = { members: Record<Member, Repository>; owners: Repository; world: Sandbox["world"] };

/** alice owns the organization; carol writes in all three, and is its security team; bob triages the public ones, and does not read billing. */
export function makeMarket({ world }: Pick<Sandbox, "world">): Market {
  const market = addOrganization(world, "market");
  const alice = world.users.find(({ login }) => login === "alice");
  if (alice !== undefined) addMember(market, alice, "owner");
  addTeam(world, market, "security", { members: world.users.filter(({ login }) => login === "carol") });
  install(world, market, { selection: "all" });
  const made = (name: string, isPrivate: boolean): Repository => {
    const roles = isPrivate ? ({ carol: "write" } as const) : ({ bob: "triage", carol: "write" } as const);
    const files = { "README.md": `# ${name}\n\nA part of the delivery Checkout.\n` };
    const repository = addRepository(world, { owner: market, name, files, roles, private: isPrivate });
    requireCheck(repository, "milegate", { app: world.app.id });
    return repository;
  };
  const members = {
    "shop-web": made("shop-web", false),
    "shop-api": made("shop-api", false),
    billing: made("billing", true),
  };
  return { members, owners: addRepository(world, { owner: market, name: ".github" }), world };
}

type Acting = {
  as: (login: string, member: Member | ".github") => Person;
  numberOf: (title: string, member: Member) => number;
};

function actingIn({ members, owners, world }: Market): Acting {
  return {
    as: (login, member) => {
      const account = world.users.find((user) => user.login === login);
      if (account === undefined) throw new Error(`${login} is missing`);
      return person(world, member === ".github" ? owners : members[member], account);
    },
    numberOf: (title, member) => numbersIn(members[member])(title),
  };
}

/** Until a pull request of shop-web waits for issues of the two others. */
export function marketPlanned(market: Market): StoryStep[] {
  const { as, numberOf } = actingIn(market);
  return [
    {
      title: "A second organization: market delivers Checkout from three repositories. Its plan is in market/.github.",
      act: () => void as("alice", ".github").push("main", { ".github/milegate.yml": PLAN }),
    },
    {
      title: "Each has its own milestones. billing is private, and Bob does not read it.",
      act: () => {
        for (const name of NAMES) {
          as("alice", name).createMilestone("MVP");
          as("alice", name).createMilestone("Polish");
        }
        as("bob", "shop-web").openIssue("Show the basket", { milestone: 1 });
        as("bob", "shop-api").openIssue("Take an order", { milestone: 1 });
        as("carol", "billing").openIssue("Charge a card", { milestone: 1 });
        as("carol", "shop-web").close(numberOf("Show the basket", "shop-web"));
      },
    },
    {
      title: "In shop-web the MVP is done, and Carol polishes. Her pull request waits for the two others.",
      act: () => {
        const { number } = as("carol", "shop-web").openPull("Softer colours");
        as("bob", "shop-web").setMilestone(number, 2);
      },
    },
  ];
}

/** From there to the merge. */
export function marketDelivered(market: Market): StoryStep[] {
  const { as, numberOf } = actingIn(market);
  const polish = (): number => numberOf("Softer colours", "shop-web");
  const say = (login: string, words: string): void =>
    void as(login, "shop-web").comment(numberOf("Boundary review: MVP", "shop-web"), words);
  return [
    {
      title: "shop-api takes orders. What is still missing is in a repository that not everybody here can read.",
      act: () => as("carol", "shop-api").close(numberOf("Take an order", "shop-api")),
    },
    {
      title: "Carol tries to merge. Nothing is said of billing but how much is open there.",
      act: () => void as("carol", "shop-web").merge(polish()),
    },
    { title: "billing charges cards.", act: () => as("carol", "billing").close(numberOf("Charge a card", "billing")) },
    {
      title:
        "Alice closes the three milestones. The last one opens one review for all, in shop-web: it asks for two sign-offs.",
      act: () => {
        for (const name of NAMES) as("alice", name).closeMilestone(1);
      },
    },
    {
      title: "Bob is asked about accessibility, and sends it back. Carol signs off for security.",
      act: () => {
        say("bob", "/phase needs-work accessibility The keyboard does not reach the button");
        say("carol", "/phase approve security No card number is kept");
      },
    },
    {
      title: "Alice would decide, and hears what is missing.",
      act: () => say("alice", "/phase continue Guests can pay"),
    },
    {
      title: "It is repaired, Bob signs off, and she decides for all three repositories.",
      act: () => {
        say("bob", "/phase approve accessibility");
        say("alice", "/phase continue Guests can pay");
      },
    },
    { title: "Carol's pull request merges.", act: () => void as("carol", "shop-web").merge(polish()) },
  ];
}

// Who plays in the demo, and where: the organization acme, its people and its repository.

import type { Account, PullRequest, Repository, Sandbox, World } from "@milegate/sandbox";
import { addOrganization, addRepository, addUser, install, type Person, person, requireCheck } from "@milegate/sandbox";

/** `alice` leads, `bob` triages, `carol` writes code. */
export type DemoTeam = Record<"alice" | "bob" | "carol", Person>;

const ROLES = { alice: "maintain", bob: "triage", carol: "write" } as const;

const README = `# shop

A shop that a small team delivers in phases: an MVP that sells one thing, enhancements, polish.

- **alice** leads and decides, **bob** triages, **carol** writes the code.
- The check \`milegate\` is required on \`main\`: what belongs to a later phase waits for the one before it.
`;

/** The organization acme with the repository shop, where the check is required, and the app installed. */
export function makeShop({ world }: Pick<Sandbox, "world">): { shop: Repository; team: DemoTeam } {
  for (const login of Object.keys(ROLES)) addUser(world, login);
  const acme = addOrganization(world, "acme");
  install(world, acme);
  return at(world, acme, "shop", README);
}

/** A second repository, in the middle of its MVP: one issue is left, and a pull request of polish waits for it. */
export function makeCafe(
  { world }: Pick<Sandbox, "world">,
  { owner }: Repository,
): { cafe: Repository; waiting: PullRequest } {
  const { shop: cafe, team } = at(world, owner, "cafe", "# cafe\n\nIn the middle of its MVP.\n");
  const { alice, bob, carol } = team;
  alice.createMilestone("MVP", { description: "A guest can order.\n\n- [x] The menu is printed" });
  alice.createMilestone("Polish");
  bob.openIssue("Take an order", { milestone: 1 });
  bob.openIssue("Bring the bill", { milestone: 1, body: "As a guest, I want to pay.\n\n- [x] Cash\n- [ ] Card" });
  carol.close(1);
  const waiting = carol.openPull("Softer lights", { body: "After #2." });
  bob.setMilestone(waiting.number, 2);
  return { cafe, waiting };
}

function at(world: World, owner: Account, name: string, readme: string): { shop: Repository; team: DemoTeam } {
  const files = { "README.md": readme };
  const shop = addRepository(world, { owner, name, files, roles: ROLES, discussions: ["Announcements"] });
  requireCheck(shop, "milegate", { app: world.app.id });
  world.installations.find(({ account }) => account === owner)?.repositories.push(shop);
  const as = (login: keyof DemoTeam): Person => {
    const account = world.users.find((user) => user.login === login);
    if (account === undefined) throw new Error(`${login} is missing`);
    return person(world, shop, account);
  };
  return { shop, team: { alice: as("alice"), bob: as("bob"), carol: as("carol") } };
}

// A small world for the tests of GraphQL: one repository of an organization that has the app, and one that hasn't.

import { push } from "../src/actions/branches.ts";
import { createIssue } from "../src/actions/items.ts";
import { createMilestone } from "../src/actions/milestones.ts";
import { createPull } from "../src/actions/pulls.ts";
import { executeGraphql } from "../src/graphql/execute.ts";
import type { WorldActor } from "../src/model.ts";
import { person as personIn } from "../src/people.ts";
import { addOrganization, addRepository, addUser, install, makeWorld } from "../src/world.ts";

const START = Date.UTC(2026, 0, 1);

export function smallWorld() {
  let minutes = 0;
  const world = makeWorld({ url: "https://github.test", clock: () => new Date(START + 60_000 * minutes++) });
  const organization = addOrganization(world, "acme");
  const [alice, bob] = [addUser(world, "alice"), addUser(world, "bob")];
  const files = { ".github/app.yml": "version: 1\n", "logo.png": "\0PNG" };
  const repository = addRepository(world, {
    owner: organization,
    name: "web",
    files,
    roles: { alice: "maintain" },
    discussions: ["Announcements"],
  });
  const hidden = addRepository(world, { owner: organization, name: "secret", private: true });
  const installation = install(world, organization);
  installation.repositories.push(repository);
  const app: WorldActor = { account: world.app.bot, installation };
  const person: WorldActor = { account: alice, installation: null };
  const stranger: WorldActor = { account: bob, installation: null };
  const where = { world, repository, actor: person };
  const ask = (query: string, variables: Record<string, unknown> = {}, actor: WorldActor = app) =>
    executeGraphql(world, actor, { query, variables });
  /** Asks within the repository. */
  const askRepository = (fields: string, actor: WorldActor = app) =>
    ask(`{ repository(owner: "acme", name: "web") { ${fields} } }`, {}, actor);
  const as = personIn(world, repository, alice);
  return { as, world, repository, hidden, installation, app, person, stranger, where, ask, askRepository };
}

export type SmallWorld = ReturnType<typeof smallWorld>;

/** Milestone 1 with issues 1 (open), 2 (done), 3 (dropped) and pull request 4, which closes issue 1. */
export function planned({ where }: SmallWorld) {
  const milestone = createMilestone(where, { title: "MVP" });
  const issues = ["One", "Two", "Three"].map((title) =>
    createIssue(where, { title, milestone: 1, labels: ["phase: mvp"] }),
  );
  push(where, "feature", { "src/a.ts": "a", "logo.png": null });
  const pull = createPull(where, { title: "Feature", body: "Closes #1", head: "feature", base: "main" });
  return { milestone, issues, pull };
}

// A world that notes what it tells, with the problems that GitHub's schemas find in it.

import { webhookProblems } from "../../../test/contract/webhooks.ts";
import type { Emitted } from "../src/model.ts";
import { person } from "../src/people.ts";
import { addOrganization, addRepository, addUser, install, makeWorld } from "../src/world.ts";

export function tellingWorld() {
  const told: Emitted[] = [];
  const world = makeWorld({ url: "https://github.test", emit: (event) => told.push(event) });
  world.app.events = [...world.app.events, "deployment"];
  const owner = addOrganization(world, "acme");
  const account = addUser(world, "alice");
  const repository = addRepository(world, { owner, name: "web", roles: { alice: "admin" } });
  const installation = install(world, owner);
  installation.repositories.push(repository);
  return {
    world,
    repository,
    installation,
    alice: person(world, repository, account),
    by: { world, account },
    /** What was told since the last time, as it is; it stays for `told`. */
    emitted: (): readonly Emitted[] => [...told],
    /** What was told since the last time, as "event.action"; throws for what GitHub would not tell so. */
    told: (): string[] =>
      told.splice(0).map(({ event, action, payload }) => {
        const problems = webhookProblems(event, payload);
        if (problems.length > 0) throw new Error(`${event}: ${problems.join("; ")}`);
        return action === null ? event : `${event}.${action}`;
      }),
  };
}

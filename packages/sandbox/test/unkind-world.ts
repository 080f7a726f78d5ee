// A sandbox with a clock that a test moves, asked as the app's installation is.
import { person } from "../src/people.ts";
import { type SandboxSettings, startSandbox } from "../src/server.ts";
import { addOrganization, addRepository, addUser, install, type NewRepository } from "../src/world.ts";

const START = Date.UTC(2026, 0, 1);

export type Answered = { status: number; headers: Headers; body: unknown };

export async function unkindWorld({
  repository: given = {},
  ...settings
}: SandboxSettings & { repository?: Partial<NewRepository> } = {}) {
  let now = START;
  const sandbox = await startSandbox({ clock: () => new Date(now), ...settings });
  const { world } = sandbox;
  const owner = addOrganization(world, "acme");
  const account = addUser(world, "alice");
  const repository = addRepository(world, { owner, name: "web", roles: { alice: "admin" }, ...given });
  const installation = install(world, owner);
  installation.repositories.push(repository);
  const { token } = sandbox.tokens.grant(installation);
  const request = async (method: string, path: string, body?: object, as = token): Promise<Answered> => {
    const answer = await fetch(`${sandbox.url}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${as}` },
      redirect: "manual",
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === "" ? null : JSON.parse(text) };
  };
  return {
    sandbox,
    world,
    owner,
    repository,
    installation,
    account,
    alice: person(world, repository, account),
    asApp: { world, repository, actor: { account: world.app.bot, installation } },
    pass: (ms: number): void => {
      now += ms;
    },
    rest: (method: string, path: string, body?: object, as?: string) => request(method, `/v3${path}`, body, as),
    /** Within the repository, below /repos/acme/web. */
    get: (path: string) => request("GET", `/v3/repos/acme/web${path}`),
    post: (path: string, body: object) => request("POST", `/v3/repos/acme/web${path}`, body),
    graphql: (query: string, variables: object = {}) => request("POST", "/graphql", { query, variables }),
    /** Fields of the repository. */
    fields: (fields: string) =>
      request("POST", "/graphql", { query: `{ repository(owner: "acme", name: "web") { ${fields} } }` }),
  };
}

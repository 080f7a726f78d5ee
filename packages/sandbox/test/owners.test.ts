// Several owners and their repositories: who can read each, what an installation can reach, and which webhooks changes send.
import { afterEach, describe, expect, test } from "@jest/globals";
import { answerProblems } from "../../../test/contract/openapi.ts";
import { addToInstallation, removeFromInstallation } from "../src/actions/installations.ts";
import { deleteProperty, editProperty } from "../src/actions/properties.ts";
import { createRepository } from "../src/actions/repositories.ts";
import type { Account, Role } from "../src/model-accounts.ts";
import { person } from "../src/people.ts";
import { addMember, addOrganization, addRepository, addUser, install } from "../src/world.ts";
import { tellingWorld } from "./told.ts";
import { unkindWorld } from "./unkind-world.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(() => Promise.all(open.splice(0).map((sandbox) => sandbox.close())));

/** `web` is public; `billing` is private and `lib` internal, of the same owner; `tools` is another's, public, and `safe` is private there. */
async function owners() {
  const made = await unkindWorld();
  open.push(made.sandbox);
  const { world, owner, installation } = made;
  const other = addOrganization(world, "other");
  const billing = addRepository(world, { owner, name: "billing", private: true, roles: { bob: "triage" } });
  const lib = addRepository(world, { owner, name: "lib", internal: true });
  addRepository(world, { owner: other, name: "tools" }).roles.set("alice", "write");
  addRepository(world, { owner: other, name: "safe", private: true });
  installation.repositories.push(billing);
  return { ...made, other, billing, lib };
}

type Owners = Awaited<ReturnType<typeof owners>>;
type Prepare = (s: Owners, bob: Account) => unknown;

describe("a person's permission is of each repository", () => {
  const nothing: Prepare = () => undefined;
  test.each<[string, Prepare, Record<"web" | "billing" | "lib", Role | "none">]>([
    ["somebody with a role in one", nothing, { web: "read", billing: "triage", lib: "none" }],
    ["a member", ({ owner }, bob) => addMember(owner, bob), { web: "read", billing: "triage", lib: "read" }],
    [
      "a member where members get nothing",
      ({ owner, billing }, bob) => {
        addMember(owner, bob);
        billing.roles.clear();
        owner.basePermission = null;
      },
      { web: "read", billing: "none", lib: "read" },
    ],
    [
      "a member where members write",
      ({ owner }, bob) => {
        addMember(owner, bob);
        owner.basePermission = "write";
      },
      { web: "write", billing: "write", lib: "write" },
    ],
    ["an owner", ({ owner }, bob) => addMember(owner, bob, "owner"), { web: "admin", billing: "admin", lib: "admin" }],
  ])("%s", async (_name, prepare, roles) => {
    const s = await owners();
    s.installation.repositories.push(s.lib);
    prepare(s, addUser(s.world, "bob"));
    for (const [name, role_name] of Object.entries(roles)) {
      const path = `/repos/acme/${name}/collaborators/bob/permission`;
      const { status, body } = await s.rest("GET", path);
      expect([name, body]).toMatchObject([name, { role_name }]);
      expect(answerProblems({ method: "GET", path }, status, body)).toEqual([]);
    }
  });
});

describe("an installation", () => {
  test.each<[string, string, string, object | undefined, number]>([
    ["its own repository", "GET", "/repos/acme/billing", undefined, 200],
    ["its own", "POST", "/repos/acme/billing/labels", { name: "a", color: "ffffff" }, 201],
    ["an internal one that it does not have", "GET", "/repos/acme/lib", undefined, 404],
    ["another owner's private one", "GET", "/repos/other/safe", undefined, 404],
    ["another owner's private one", "POST", "/repos/other/safe/labels", { name: "a" }, 404],
    // As everybody may: https://github.com/chaoss/grimoirelab-perceval/issues/898
    ["what is public, wherever it is", "GET", "/repos/other/tools/issues", undefined, 200],
    ["what is public, wherever it is", "POST", "/repos/other/tools/labels", { name: "a" }, 403],
    ["people of a public one", "GET", "/repos/other/tools/collaborators/alice/permission", undefined, 403],
  ])("reaches %s: %s %s", async (_name, method, path, body, status) => {
    const s = await owners();
    expect((await s.rest(method, path, body)).status).toBe(status);
  });

  test.each([
    ["acme", "billing", true],
    ["acme", "lib", false],
    ["other", "safe", false],
    ["other", "tools", true],
  ])("sees %s/%s in GraphQL: %s", async (owner, name, isSeen) => {
    const s = await owners();
    const { body } = await s.graphql(`{ repository(owner: "${owner}", name: "${name}") { name } }`);
    const missing = { data: { repository: null }, errors: [{ type: "NOT_FOUND" }] };
    expect(body).toMatchObject(isSeen ? { data: { repository: { name } } } : missing);
  });

  test("writes nowhere else in GraphQL", async () => {
    const s = await owners();
    const tools = s.world.repositories.find(({ name }) => name === "tools");
    const issue = person(s.world, tools ?? s.billing, s.account).openIssue("One");
    const { body } = await s.graphql(
      `mutation { addComment(input: { subjectId: "${issue.nodeId}", body: "Hi" }) { subject { id } } }`,
    );
    expect(body).toMatchObject({ errors: [{ type: "FORBIDDEN" }] });
    expect(issue.comments).toEqual([]);
  });

  test("lists its repositories by the page", async () => {
    const s = await owners();
    for (let at = 0; at < 148; at++)
      s.installation.repositories.push(addRepository(s.world, { owner: s.owner, name: `lib-${at}` }));
    const path = "/installation/repositories";
    const pages = await Promise.all([1, 2].map((page) => s.rest("GET", `${path}?per_page=100&page=${page}`)));
    const listed = pages.map(({ body }) => Object(body).repositories.length);
    expect(listed).toEqual([100, 50]);
    expect(pages.map(({ headers }) => /rel="next"/.test(headers.get("link") ?? ""))).toEqual([true, false]);
    expect(pages[0]?.body).toMatchObject({ total_count: 150, repository_selection: "selected" });
    expect(answerProblems({ method: "GET", path }, 200, pages[1]?.body)).toEqual([]);
  });

  test("may do what an owner has accepted, and hears of that alone", async () => {
    const s = await owners();
    const token = () => s.rest("POST", `/app/installations/${s.installation.id}/access_tokens`);
    s.installation.accepted = { metadata: "read", issues: "read" };
    expect((await s.get("/issues")).status).toBe(200);
    expect((await s.post("/issues", { title: "One" })).status).toBe(403);
    expect((await s.rest("GET", "/orgs/acme/properties/schema")).status).toBe(403);
    expect((await s.get("/properties/values")).status).toBe(200);
    expect((await token()).status).toBe(401);
  });
});

describe("webhooks", () => {
  /** The app on all repositories of `acme`, and on chosen ones of `other`. */
  function watched() {
    const made = tellingWorld();
    const { world, installation } = made;
    installation.selection = "all";
    const other = addOrganization(world, "other");
    return { ...made, owner: installation.account, other, there: install(world, other) };
  }
  type Watched = ReturnType<typeof watched>;

  test.each<[string, (s: Watched) => unknown, string[]]>([
    [
      "a repository is made",
      ({ by, owner }) => createRepository(by, { owner, name: "api", private: true }),
      ["repository.created", "installation_repositories.added"],
    ],
    [
      "one is made where the app has chosen ones",
      ({ by, other }) => createRepository(by, { owner: other, name: "api" }),
      [],
    ],
    [
      "it is deleted",
      ({ alice }) => alice.deleteRepository(),
      ["repository.deleted", "installation_repositories.removed"],
    ],
    [
      "it goes to an owner where the app is not installed on it",
      ({ alice, other }) => alice.transferRepository(other),
      ["installation_repositories.removed"],
    ],
    [
      "it comes from another owner",
      ({ world, by, owner, other }) =>
        person(world, addRepository(world, { owner: other, name: "api" }), by.account).transferRepository(owner),
      ["installation_repositories.added", "repository.transferred"],
    ],
    [
      "it comes from a person",
      ({ world, by, owner }) =>
        person(world, addRepository(world, { owner: by.account, name: "api" }), by.account).transferRepository(owner),
      ["installation_repositories.added", "repository.transferred"],
    ],
    [
      "it leaves the installation, and comes back",
      ({ by, installation, repository }) => {
        removeFromInstallation(by, installation, repository);
        addToInstallation(by, installation, repository);
      },
      ["installation_repositories.removed", "installation_repositories.added"],
    ],
    [
      "a property is defined, changed and deleted",
      ({ by, owner }) => {
        // GitHub's description of the event has no null as a default.
        const fields = { type: "string", required: true, defaultValue: "core" } as const;
        editProperty(by, owner, "team", fields);
        deleteProperty(by, editProperty(by, owner, "team", { ...fields, valuesEditableBy: "org_and_repo_actors" }));
      },
      ["custom_property.created", "custom_property.updated", "custom_property.deleted"],
    ],
    [
      "the same where no owner has accepted the permission for it",
      ({ by, owner, installation }) => {
        installation.accepted = { metadata: "read" };
        editProperty(by, owner, "team", { type: "string" });
      },
      [],
    ],
  ])("when %s", (_name, act, events) => {
    const s = watched();
    act(s);
    expect(s.told()).toEqual(events);
  });

  test("a transferred repository loses its owner's properties; its old address leads on", async () => {
    const s = await owners();
    const { world, owner, other, billing, account } = s;
    editProperty({ world, account }, owner, "team", { type: "string" });
    person(world, billing, owner).setProperty("team", "core");
    person(world, billing, owner).transferRepository(other);
    expect(billing.propertyValues.size).toBe(0);
    const token = s.sandbox.tokens.personal(other);
    expect((await s.rest("GET", "/repos/acme/billing", undefined, token)).status).toBe(301);
    expect((await s.rest("GET", "/repos/other/billing", undefined, token)).status).toBe(200);
    expect((await s.rest("GET", "/repos/other/billing")).status).toBe(404);
  });
});

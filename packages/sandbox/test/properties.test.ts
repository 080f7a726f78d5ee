// Custom properties: who may set which values, their defaults, and the webhooks of a change.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { answerProblems } from "../../../test/contract/openapi.ts";
import { defineProperty } from "../src/actions/properties.ts";
import { person } from "../src/people.ts";
import { addMember, addRepository } from "../src/world.ts";
import { tellingWorld } from "./told.ts";
import { unkindWorld } from "./unkind-world.ts";

let s: Awaited<ReturnType<typeof unkindWorld>>;
beforeAll(async () => {
  s = await unkindWorld();
  const { world, owner } = s;
  defineProperty(world, owner, "team", {
    type: "single_select",
    allowedValues: ["web", "core"],
    valuesEditableBy: "org_and_repo_actors",
  });
  defineProperty(world, owner, "tier", { type: "string", required: true, defaultValue: "3" });
  s.alice.setProperty("team", "web");
  s.installation.repositories.push(addRepository(world, { owner, name: "api" }));
});
afterAll(() => s.sandbox.close());

test.each([
  "/orgs/acme/properties/schema",
  "/orgs/acme/properties/schema/team",
  "/orgs/acme/properties/values",
  "/repos/acme/web/properties/values",
  "/repos/acme/web",
])("GET %s is answered as GitHub describes it", async (path) => {
  const { status, body } = await s.rest("GET", path);
  expect(status).toBe(200);
  expect(answerProblems({ method: "GET", path }, status, body)).toEqual([]);
});

test("a repository shows its values, and the defaults of what is required", async () => {
  const values = [
    { property_name: "team", value: "web" },
    { property_name: "tier", value: "3" },
  ];
  expect((await s.get("/properties/values")).body).toEqual(values);
  expect((await s.get("")).body).toMatchObject({ custom_properties: { team: "web", tier: "3" } });
});

test.each([
  ["", ["web", "api"]],
  ["props.team:web", ["web"]],
  ["props.tier:3", ["web", "api"]],
  ["props.team:core", []],
])("an organization lists its repositories' values by %j", async (query, names) => {
  const search = query === "" ? "" : `?repository_query=${encodeURIComponent(query)}`;
  const { body } = await s.rest("GET", `/orgs/acme/properties/values${search}`);
  expect(body).toMatchObject(names.map((name) => ({ repository_name: name })));
});

test("owners set any value, admins of the repository only what is theirs to set", async () => {
  const { owner, alice, account, repository } = s;
  expect(() => alice.setProperty("tier", "1")).toThrow("permission");
  addMember(owner, account, "owner");
  alice.setProperty("tier", "1");
  expect(repository.propertyValues.get("tier")).toBe("1");
  alice.setProperty("tier", null);
  owner.members.clear();
  repository.roles.set("alice", "maintain");
  expect(() => alice.setProperty("team", "core")).toThrow("permission");
  repository.roles.set("alice", "admin");
});

test.each([
  ["team", "other"],
  ["team", ["web"]],
  ["colour", "red"],
] as const)("%s can't be %j", (name, value) => {
  expect(() => s.alice.setProperty(name, typeof value === "string" ? value : [...value])).toThrow("Validation Failed");
});

test.each([
  [{ type: "true_false", defaultValue: "true", required: true }, "false", "maybe"],
  [{ type: "multi_select", allowedValues: ["a", "b"] }, ["a", "b"], ["c"]],
  [{ type: "url" }, "https://example.com", "nowhere"],
] as const)("a property %j takes %j, not %j", (fields, good, bad) => {
  const { world, owner, repository } = s;
  const { allowedValues = null, ...rest } = { allowedValues: undefined, ...fields };
  defineProperty(world, owner, "other", { ...rest, allowedValues: allowedValues === null ? null : [...allowedValues] });
  const asOwner = person(world, repository, owner);
  const mutable = (value: string | readonly string[]) => (typeof value === "string" ? value : [...value]);
  asOwner.setProperty("other", mutable(good));
  expect(repository.propertyValues.get("other")).toEqual(good);
  expect(() => asOwner.setProperty("other", mutable(bad))).toThrow("Validation Failed");
  asOwner.setProperty("other", null);
});

test("the app sets values by its permissions", async () => {
  const { rest, repository } = s;
  const properties = [{ property_name: "tier", value: "2" }];
  const asOrganization = { repository_names: ["web"], properties };
  expect((await rest("PATCH", "/orgs/acme/properties/values", asOrganization)).status).toBe(204);
  expect(repository.propertyValues.get("tier")).toBe("2");
  expect((await rest("PATCH", "/repos/acme/web/properties/values", { properties })).status).toBe(403);
  const team = { properties: [{ property_name: "team", value: "core" }] };
  expect((await rest("PATCH", "/repos/acme/web/properties/values", team)).status).toBe(204);
  delete s.world.app.permissions["organization_custom_properties"];
  expect((await rest("GET", "/orgs/acme/properties/schema")).status).toBe(403);
});

test("a change sends a webhook with the values before and after", () => {
  const { world, repository, alice, told } = tellingWorld();
  defineProperty(world, repository.owner, "team", { type: "string", valuesEditableBy: "org_and_repo_actors" });
  alice.setProperty("team", "web");
  alice.setProperty("team", "web");
  expect(told()).toEqual(["custom_property_values.updated"]);
});

// The page of a repository's settings, and what of them shows elsewhere.
import { afterEach, expect, test } from "@jest/globals";
import { defineProperty } from "../src/actions/properties.ts";
import { COOKIE, makeSite } from "../src/index.ts";
import { addMember, addUser } from "../src/world.ts";
import { unkindWorld } from "./unkind-world.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(() => Promise.all(open.splice(0).map((sandbox) => sandbox.close())));

/** `alice` is admin; `bob` owns the organization; `mallory` only reads. */
async function visited() {
  const made = await unkindWorld({ site: makeSite() });
  const { world, sandbox, owner } = made;
  open.push(sandbox);
  addMember(owner, addUser(world, "bob"), "owner");
  addUser(world, "mallory");
  defineProperty(world, owner, "delivery", { type: "single_select", allowedValues: ["checkout"] });
  defineProperty(world, owner, "teams", {
    ...{ type: "multi_select", allowedValues: ["web", "core"], valuesEditableBy: "org_and_repo_actors" },
  });
  const headers = (login: string) => ({ cookie: `${COOKIE}=${login}`, origin: sandbox.url });
  return {
    ...made,
    look: async (path: string, login = "alice"): Promise<string> =>
      (await fetch(`${sandbox.url}${path}`, { headers: headers(login) })).text(),
    post: async (path: string, fields: Record<string, string>, login = "alice"): Promise<number> => {
      const body = new URLSearchParams(fields);
      const init = { method: "POST", headers: headers(login), body, redirect: "manual" } as const;
      return (await fetch(`${sandbox.url}/acme/web${path}`, init)).status;
    },
  };
}

type Visited = Awaited<ReturnType<typeof visited>>;

test.each<[string, Record<string, string>, string, (s: Visited) => unknown, unknown]>([
  ["visibility", { visibility: "internal" }, "alice", ({ repository }) => repository.internal, true],
  ["archived", { archived: "true" }, "alice", ({ repository }) => repository.archived, true],
  ["installation", { installed: "false" }, "alice", ({ installation }) => installation.repositories, []],
  [
    "property",
    { name: "teams", value: "web, core" },
    "alice",
    ({ repository }) => repository.propertyValues.get("teams"),
    ["web", "core"],
  ],
  [
    "property",
    { name: "delivery", value: "checkout" },
    "bob",
    ({ repository }) => repository.propertyValues.get("delivery"),
    "checkout",
  ],
])("%s %j is set by %s, and shows", async (form, fields, login, read, value) => {
  const s = await visited();
  expect(await s.post(`/settings/${form}`, fields, login)).toBe(303);
  expect(read(s)).toEqual(value);
});

test.each([
  ["visibility", { visibility: "private" }, "mallory", 403],
  ["visibility", { visibility: "secret" }, "alice", 404],
  ["property", { name: "delivery", value: "checkout" }, "alice", 403],
  ["property", { name: "teams", value: "sales" }, "alice", 422],
  ["property", { name: "nothing", value: "" }, "alice", 404],
  ["nothing", {}, "alice", 404],
] as const)("%s %j by %s is refused with %s", async (form, fields, login, status) => {
  const s = await visited();
  const before = [s.repository.private, s.repository.propertyValues];
  expect(await s.post(`/settings/${form}`, fields, login)).toBe(status);
  expect([s.repository.private, s.repository.propertyValues]).toEqual(before);
});

test("visibility and properties show beside the name, to whom the repository shows", async () => {
  const s = await visited();
  await s.post("/settings/property", { name: "delivery", value: "checkout" }, "bob");
  await s.post("/settings/visibility", { visibility: "private" });
  await s.post("/settings/archived", { archived: "true" });
  for (const path of ["/", "/acme", "/acme/web"]) {
    expect(await s.look(path)).toContain("private, archived</span>");
    expect(await s.look(path, "mallory")).not.toContain("private, archived");
  }
  expect(await s.look("/acme/web")).toContain('delivery <span class="meta">checkout</span>');
  expect(await s.look("/acme/web/settings")).toContain('<option value="checkout" selected');
});

test("a milestone gets another title, text and date", async () => {
  const s = await visited();
  s.alice.createMilestone("MVP");
  const fields = { title: "Core", description: "Sell", due: "2026-03-01" };
  expect(await s.post("/milestone/1/edit", fields, "mallory")).toBe(403);
  expect(await s.post("/milestone/1/edit", fields)).toBe(303);
  expect(s.repository.milestones[0]).toMatchObject({
    title: "Core",
    description: "Sell",
    dueOn: new Date("2026-03-01"),
  });
});

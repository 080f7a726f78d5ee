// The permissions and events that the pages name are those that app.yml asks for.
import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { parse } from "yaml";
import { z } from "zod";
import { isKnownEvent } from "../../src/webhooks/subjects.ts";
import { docsPage, REPOSITORY_ROOT, tableBelow } from "./pages.ts";

const { default_permissions: permissions, default_events: events } = z
  .object({ default_permissions: z.record(z.string(), z.string()), default_events: z.array(z.string()) })
  .parse(parse(readFileSync(new URL("app.yml", REPOSITORY_ROOT), "utf8")));

test("each permission with what it is for", () => {
  const rows = tableBelow(docsPage("docs/protecting.md"), "What each permission is for");
  const told = rows.map(([permission = ""]) => permission.toLowerCase().replaceAll(" ", "_").split(":_"));
  expect(Object.fromEntries(told)).toEqual(permissions);
  for (const [, purpose = ""] of rows) expect(purpose).toMatch(/\S{3}/);
});

/** These GitHub sends to every app. */
const ALWAYS = ["installation", "installation_repositories"];

test("each event with what it looks at", () => {
  const rows = tableBelow(docsPage("docs/architecture.md"), "What each event triggers");
  const told = rows.flatMap(([event = ""]) => [...event.matchAll(/`([a-z_]+)`/g)].map(([, name = ""]) => name));
  expect([...new Set(told)].toSorted()).toEqual([...events, ...ALWAYS].toSorted());
  expect([...events, ...ALWAYS].filter((event) => !isKnownEvent(event))).toEqual([]);
});

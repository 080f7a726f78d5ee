// What people deploy with: the Dockerfile, compose.yaml, app.yml and .env.example, held to each other and to the code.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { validate } from "dockerfile-utils";
import { parse } from "yaml";
import { z } from "zod";
import { APP_EVENTS, APP_PERMISSIONS } from "../src/sandbox/world.ts";
import { readSettings, SETTING_NAMES } from "../src/settings.ts";

const file = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

describe("the Dockerfile", () => {
  const text = file("Dockerfile");

  test("has nothing that its linter minds", () => {
    expect(validate(text)).toEqual([]);
    expect(validate("FROM node\nRUNN x")).not.toEqual([]);
  });

  test("runs as somebody without rights, from the Node that the project asks for, with a health check", () => {
    const stages = [...text.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    expect(stages).toEqual(["node:24-slim", "node:24-slim"]);
    expect(text.slice(text.lastIndexOf("FROM"))).toMatch(/^USER node$/m);
    expect(text).toContain("/healthz");
    expect(text).toContain("HOST=0.0.0.0");
  });
});

describe("compose.yaml", () => {
  const service = z.object({
    environment: z.record(z.string(), z.string()),
    depends_on: z.record(z.string(), z.unknown()).optional(),
  });
  const { services } = z.object({ services: z.record(z.string(), service) }).parse(parse(file("compose.yaml")));

  test("sets only what the server knows, and waits for its database", () => {
    const names = Object.keys(services["milegate"]?.environment ?? {});
    expect(names).toContain("DATABASE_URL");
    expect(names.filter((name) => !SETTING_NAMES.includes(name))).toEqual([]);
    for (const name of Object.keys(services["milegate"]?.depends_on ?? {}))
      expect(Object.keys(services)).toContain(name);
  });
});

test(".env.example explains every setting, and no other", () => {
  const listed = [...file(".env.example").matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(listed.toSorted()).toEqual(SETTING_NAMES.filter((name) => name !== "NODE_ENV").toSorted());
});

test("the values in .env.example are the defaults", () => {
  const given = Object.fromEntries(
    [...file(".env.example").matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value]),
  );
  const needed = { APP_ID: "1", WEBHOOK_SECRET: "s" };
  expect(readSettings({ ...given, ...needed })).toEqual(readSettings(needed));
});

test("app.yml asks for what the sandbox's app has, and says what each permission is for", () => {
  const text = file("app.yml");
  const manifest = z
    .object({ default_permissions: z.record(z.string(), z.string()), default_events: z.array(z.string()) })
    .parse(parse(text));
  expect(manifest.default_permissions).toEqual({ ...APP_PERMISSIONS });
  expect(manifest.default_events.toSorted()).toEqual(APP_EVENTS.toSorted());
  for (const name of Object.keys(APP_PERMISSIONS))
    expect(text).toMatch(new RegExp(`^  ${name}: \\w+ # \\S.{9,}$`, "m"));
});

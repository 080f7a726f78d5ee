// What people deploy with: the Dockerfile, compose.yaml, app.yml and .env.example, held to each other and to the code.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, jest, test } from "@jest/globals";
import { validate } from "dockerfile-utils";
import { parse } from "yaml";
import { z } from "zod";
import { milegateRegistration } from "../demo/milegate.ts";
import { isChannelSetting } from "../src/notify/channel.ts";
import { isSettingName, readSettings, SETTING_NAMES } from "../src/settings.ts";

/** A build takes seconds. */
jest.setTimeout(180_000);

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const file = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

const manifestSchema = z.object({ dependencies: z.record(z.string(), z.string()) });
const dependenciesIn = (path: string): string[] =>
  Object.keys(manifestSchema.parse(JSON.parse(file(path))).dependencies);

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

describe("the image", () => {
  const folder = mkdtempSync(join(tmpdir(), "milegate-image-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What a stage takes from the repository. */
  const copiedIn = (stage: string | undefined): string[] =>
    [...(stage ?? "").matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, files = ""]) => files.split(" "));

  test("is built from what is copied into it, and its programs start there", () => {
    const [, builds, runs] = file("Dockerfile").split(/^FROM /m);
    for (const path of new Set([...copiedIn(builds), ...copiedIn(runs)]))
      cpSync(join(ROOT, path), join(folder, path), { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    execFileSync("npm", ["run", "--silent", "build"], { cwd: folder });
    rmSync(join(folder, "src"), { recursive: true });
    // As npm links it: by itself, with the system's Node or the one before it on the path.
    const milegate = join(folder, "dist/cli/main.js");
    expect(execFileSync(milegate, ["--version"], { encoding: "utf8" })).toMatch(/^\d+\.\d+\.\d+\n$/);
    const env = { PATH: process.env["PATH"], APP_ID: "1" };
    const server = () => execFileSync(process.execPath, ["dist/main.js"], { cwd: folder, env, stdio: "pipe" });
    expect(server).toThrow("WEBHOOK_SECRET is not set");
  });

  test("holds nothing of the sandbox, and says so to whom asks for it", () => {
    const built = readdirSync(join(folder, "dist"), { recursive: true, encoding: "utf8" });
    expect(built.length).toBeGreaterThan(150);
    expect(built.filter((path) => /sandbox|demo\/|page\//.test(path))).toEqual(["cli/sandbox.js"]);
    const { status, stderr } = spawnSync(join(folder, "dist/cli/main.js"), ["sandbox"], { encoding: "utf8" });
    expect([status, stderr]).toEqual([2, expect.stringContaining("@milegate/sandbox is not installed")]);
  });

  test("installs no package that only the sandbox needs", () => {
    const list = ["ls", "--package-lock-only", "--omit=dev", "--all", "--parseable"];
    const lines = execFileSync("npm", list, { cwd: folder, encoding: "utf8" }).split("\n");
    const installed = lines.map((line) => line.slice(line.lastIndexOf("node_modules/") + "node_modules/".length));
    expect(installed).toContain("probot");
    const needed = dependenciesIn("package.json");
    const foreign = dependenciesIn("packages/sandbox/package.json").filter((name) => !needed.includes(name));
    expect(foreign).toContain("graphql");
    expect([...foreign, "@milegate/sandbox"].filter((name) => installed.includes(name))).toEqual([]);
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
    expect(names.filter((name) => !isSettingName(name))).toEqual([]);
    for (const name of Object.keys(services["milegate"]?.depends_on ?? {}))
      expect(Object.keys(services)).toContain(name);
  });
});

/** What compose.yaml takes from `.env` for itself. */
const composeNames = (): string[] => [
  ...new Set([...file("compose.yaml").matchAll(/\$\{(\w+)/g)].map(([, name = ""]) => name)),
];

test(".env.example explains every setting, what compose.yaml wants, and no other", () => {
  const listed = [...file(".env.example").matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(composeNames()).toEqual(["POSTGRES_PASSWORD"]);
  const known = [...SETTING_NAMES.filter((name) => name !== "NODE_ENV"), ...composeNames()];
  expect(listed.filter((name = "") => !isChannelSetting(name)).toSorted()).toEqual(known.toSorted());
  expect(listed.filter((name = "") => isChannelSetting(name))).toEqual(["NOTIFY_RELEASES", "NOTIFY_OWNERS_RELEASES"]);
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
  const { permissions, events } = milegateRegistration();
  expect(Object.keys(permissions)).toContain("checks");
  expect(events).toContain("pull_request");
  for (const name of Object.keys(permissions)) expect(text).toMatch(new RegExp(`^  ${name}: \\w+ # \\S.{9,}$`, "m"));
});

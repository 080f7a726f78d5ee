// What GitHub reads in .github/: workflows that may little and run what is there, forms and files as GitHub documents them.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { z } from "zod";

const ROOT = new URL("../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), "utf8");

const files = readdirSync(new URL(".github", ROOT), { recursive: true, encoding: "utf8" }).map((at) => `.github/${at}`);
const yamlFiles = files.filter((path) => /\.ya?ml$/.test(path));
const workflows = yamlFiles.filter((path) => path.startsWith(".github/workflows/"));
const forms = yamlFiles.filter((path) => /ISSUE_TEMPLATE\/(?!config)/.test(path));

const { scripts, engines } = z
  .object({ scripts: z.record(z.string(), z.string()), engines: z.object({ node: z.string() }) })
  .parse(JSON.parse(read("package.json")));

test.each(yamlFiles)("%s is YAML", (path) => {
  expect(parse(read(path), { strict: true, uniqueKeys: true })).toEqual(expect.any(Object));
});

test("nothing is missing", () => {
  expect([workflows.length, forms.length, yamlFiles.length]).toEqual([2, 2, 6]);
});

const permissions = z.record(z.string(), z.enum(["read", "write", "none"]));
const step = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
});
const workflow = z.object({
  permissions,
  jobs: z.record(
    z.string(),
    z.object({
      "timeout-minutes": z.number(),
      permissions: permissions.optional(),
      strategy: z.object({ matrix: z.object({ node: z.array(z.string()) }) }).optional(),
      steps: z.array(step),
    }),
  ),
});

const jobsOf = (path: string) => Object.entries(workflow.parse(parse(read(path))).jobs);
const stepsOf = (path: string) => jobsOf(path).flatMap(([, { steps }]) => steps);
const runsOf = (path: string): string[] => stepsOf(path).flatMap(({ run }) => (run === undefined ? [] : [run]));

describe.each(workflows)("%s", (path) => {
  test("may only read, but where a job says what it writes", () => {
    const top = workflow.parse(parse(read(path))).permissions;
    expect(Object.values(top).filter((level) => level !== "read")).toEqual([]);
  });

  test("names each action by its commit, with its version", () => {
    const lines = read(path)
      .split("\n")
      .filter((line) => /\buses:/.test(line));
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.filter((line) => !/ uses: [\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  test("leaves no token behind in what it checks out", () => {
    const checkouts = stepsOf(path).filter(({ uses }) => uses?.startsWith("actions/checkout@") === true);
    expect(checkouts.map((each) => each.with?.["persist-credentials"])).toEqual(checkouts.map(() => false));
  });

  test("puts nothing that somebody else wrote into a shell", () => {
    expect(runsOf(path).filter((run) => run.includes("${{"))).toEqual([]);
  });

  test("runs scripts and programs that are there", () => {
    const runs = runsOf(path).join("\n");
    const named = [...runs.matchAll(/\bnpm (?:run )?(test|start|(?<=run )[\w:-]+)/g)].map(([, name = ""]) => name);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
    const programs = [...runs.matchAll(/\bnode ([\w./-]+\.ts)/g)].map(([, name = ""]) => name);
    expect(programs.filter((name) => !existsSync(new URL(name, ROOT)))).toEqual([]);
  });
});

test("what a job may write is what it needs", () => {
  const writes = workflows.flatMap((path) =>
    jobsOf(path).map(([name, job]) => [
      name,
      Object.entries(job.permissions ?? {}).flatMap(([what, level]) => (level === "write" ? [what] : [])),
    ]),
  );
  expect(writes).toEqual([
    ["test", []],
    ["test", []],
    ["package", ["id-token", "attestations"]],
    ["image", ["packages", "id-token", "attestations"]],
    ["publish", ["contents"]],
  ]);
});

test("CI runs the README's command, from the oldest Node that the package takes", () => {
  const [, command = ""] = /^ {4}(npm ci && npm test)$/m.exec(read("README.md")) ?? [];
  expect(runsOf(".github/workflows/ci.yml")).toEqual(expect.arrayContaining(command.split(" && ")));
  const [[, job] = []] = jobsOf(".github/workflows/ci.yml");
  const nodes = job?.strategy?.matrix.node ?? [];
  expect(`>=${nodes[0]}`).toBe(`${engines.node}.0`);
  expect(nodes.map((version) => version.split(".")[0])).toEqual(["22", "24", "26"]);
});

const text = z.string().min(1).regex(/\S/);
const labelled = { label: text, description: text.optional() };
const required = z.strictObject({ required: z.boolean() }).optional();
const id = z
  .string()
  .regex(/^[\w-]+$/)
  .optional();
const distinct = (options: readonly unknown[]): boolean =>
  new Set(options.map((each) => JSON.stringify(each))).size === options.length;

/** https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema */
const element = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("markdown"), attributes: z.strictObject({ value: text }) }),
  z.strictObject({
    type: z.literal("textarea"),
    id,
    attributes: z.strictObject({
      ...labelled,
      placeholder: text.optional(),
      value: text.optional(),
      render: text.optional(),
    }),
    validations: required,
  }),
  z.strictObject({
    type: z.literal("input"),
    id,
    attributes: z.strictObject({ ...labelled, placeholder: text.optional(), value: text.optional() }),
    validations: required,
  }),
  z.strictObject({
    type: z.literal("dropdown"),
    id,
    attributes: z.strictObject({
      ...labelled,
      multiple: z.boolean().optional(),
      options: z.array(text).min(1).refine(distinct),
    }),
    validations: required,
  }),
  z.strictObject({
    type: z.literal("checkboxes"),
    id,
    attributes: z.strictObject({
      ...labelled,
      options: z
        .array(z.strictObject({ label: text, required: z.boolean().optional() }))
        .min(1)
        .refine(distinct),
    }),
  }),
]);

/** https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms */
const form = z.strictObject({
  name: text,
  description: text,
  title: text.optional(),
  labels: z.array(text).min(1).optional(),
  body: z.array(element).min(1),
});

describe.each(forms)("%s", (path) => {
  const { body } = form.parse(parse(read(path)));

  test("asks for something, each under a name of its own", () => {
    const asked = body.flatMap((each) => (each.type === "markdown" ? [] : [each]));
    expect(asked.length).toBeGreaterThan(0);
    for (const names of [asked.map((each) => each.id), asked.map(({ attributes }) => attributes.label)])
      expect(new Set(names).size).toBe(asked.length);
  });
});

test("a bug's form asks for a replay file, and says how to make one", () => {
  expect(read(".github/ISSUE_TEMPLATE/bug.yml")).toContain("milegate explain OWNER/REPO#N --save case.json");
});

test("a new issue is one of the forms, or a link", () => {
  const config = z.strictObject({
    blank_issues_enabled: z.boolean(),
    contact_links: z.array(z.strictObject({ name: text, url: z.url(), about: text })),
  });
  expect(config.parse(parse(read(".github/ISSUE_TEMPLATE/config.yml"))).blank_issues_enabled).toBe(false);
});

test("updates are asked for of what is here", () => {
  const MANIFESTS: Record<string, string> = {
    npm: "package-lock.json",
    docker: "Dockerfile",
    "github-actions": ".github/workflows",
  };
  const updates = z
    .object({
      version: z.literal(2),
      updates: z.array(
        z.object({
          "package-ecosystem": z.string(),
          directory: z.literal("/"),
          schedule: z.object({ interval: z.string() }),
        }),
      ),
    })
    .parse(parse(read(".github/dependabot.yml"))).updates;
  expect(updates.map((each) => each["package-ecosystem"]).toSorted()).toEqual(Object.keys(MANIFESTS).toSorted());
  for (const path of Object.values(MANIFESTS)) expect(existsSync(new URL(path, ROOT))).toBe(true);
});

test("everything has an owner, and owned paths are there", () => {
  const rules = read(".github/CODEOWNERS")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split(/\s+/));
  expect(rules[0]?.[0]).toBe("*");
  for (const [path = "", ...owners] of rules) {
    expect(owners).toEqual([expect.stringMatching(/^@[\w-]+\/[\w-]+$/)]);
    expect([path, path === "*" || existsSync(new URL(`.${path}`, ROOT))]).toEqual([path, true]);
  }
});

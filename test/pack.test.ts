// The package that `npm pack` makes: its command runs in an empty folder, from what is in the package and its dependencies alone.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { z } from "zod";

/** The package is built, which takes seconds. */
jest.setTimeout(180_000);

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const OFFLINE = { npm_config_offline: "true", npm_config_update_notifier: "false" };

const SOURCES = [
  "package.json",
  "tsconfig.json",
  "tsconfig.build.json",
  "src",
  "app.yml",
  "schema",
  "README.md",
  "LICENSE",
  "test/pack.test.ts",
];

let folder = "";
let empty = "";

/** Packed from a copy, so that a build here is left alone; unpacked beside the dependencies, as npm would install them. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "milegate-pack-"));
  const copy = join(folder, "repository");
  for (const path of SOURCES) cpSync(join(ROOT, path), join(copy, path), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], {
    cwd: copy,
    env: { ...process.env, ...OFFLINE },
  });
  const [tarball = ""] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
  empty = join(folder, "empty");
  mkdirSync(empty);
  execFileSync("tar", ["-xzf", join(folder, tarball), "-C", empty]);
  symlinkSync(join(ROOT, "node_modules"), join(empty, "node_modules"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const packed = (path: string): string => join(empty, "package", path);

function milegate(...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(packed("dist/cli/main.js"), argv, { cwd: empty, encoding: "utf8" });
  return { status, stdout, stderr };
}

const description = () =>
  z
    .object({
      version: z.string(),
      scripts: z.record(z.string(), z.string()),
      bin: z.record(z.string(), z.string()),
      dependencies: z.record(z.string(), z.string()),
    })
    .parse(JSON.parse(readFileSync(packed("package.json"), "utf8")));

test("the command runs", () => {
  expect(milegate("--version")).toEqual({ status: 0, stdout: `${description().version}\n`, stderr: "" });
  expect(milegate("--help")).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Usage: milegate /) });
  expect(milegate("validate")).toMatchObject({ status: 2, stderr: expect.stringContaining("there is no .github/") });
  expect(milegate("init")).toMatchObject({ status: 0 });
  expect(milegate("validate")).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("MVP → Enhancement → Polish"),
  });
  expect(milegate("failures")).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^error: there is no store in /),
  });
  writeFileSync(join(empty, "plan.yml"), "version: 2");
  expect(milegate("validate", "plan.yml")).toMatchObject({ status: 1 });
  expect(description().bin).toEqual({ milegate: "dist/cli/main.js" });
});

/** npm runs these in who installs it, and in the image's `npm ci --omit=dev`, where there is no compiler. */
test("nothing runs when it is installed", () => {
  const INSTALLING = ["preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare"];
  expect(Object.keys(description().scripts).filter((name) => INSTALLING.includes(name))).toEqual([]);
});

test("the sandbox is not in it, and the command says where it is", () => {
  expect(milegate("sandbox")).toMatchObject({
    status: 2,
    stdout: "",
    stderr: expect.stringMatching(/^error: @milegate\/sandbox is not installed.*npm run demo/),
  });
});

test("it holds what runs, and nothing else", () => {
  const top = readdirSync(packed(".")).toSorted();
  expect(top).toEqual(["LICENSE", "README.md", "app.yml", "dist", "package.json", "schema"]);
  const built = readdirSync(packed("dist"), { recursive: true, encoding: "utf8" });
  expect(built.filter((path) => path.endsWith(".ts") || path.startsWith("sandbox"))).toEqual([]);
});

/** `import { a } from "b";`, `import "b";` and the like, not of the package's own files. */
const IMPORT = /^(?:import|export)\s(?:[\w\s{},*$]+\sfrom\s)?"([^."][^"]*)";/gm;

test("all that it imports is a dependency", () => {
  const files = readdirSync(packed("dist"), { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".js"),
  );
  const imported = files
    .flatMap((path) => [...readFileSync(packed(join("dist", path)), "utf8").matchAll(IMPORT)])
    .map(([, specifier = ""]) => specifier)
    .filter((specifier) => !isBuiltin(specifier))
    .map((specifier) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? "");
  expect(new Set(imported).size).toBeGreaterThan(10);
  const known = Object.keys(description().dependencies);
  expect([...new Set(imported)].filter((name) => !known.includes(name))).toEqual([]);
});

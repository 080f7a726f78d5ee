// Makes test/fixtures/github-openapi.json: the operations that Milegate and its sandbox use, out of GitHub's OpenAPI description,
// which it downloads, unless the path of an unpacked copy of api.github.com.json is given.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** 385 MB unpacked, so it is no dependency. */
const PACKAGE = "@octokit/openapi@23.0.2";
const FILE = "package/generated/api.github.com.json";
const TARGET = new URL("../test/fixtures/github-openapi.json", import.meta.url);

const OPERATIONS = [
  "GET /app",
  "GET /apps/{app_slug}",
  "GET /app/hook/deliveries",
  "POST /app/hook/deliveries/{delivery_id}/attempts",
  "GET /app/installations",
  "GET /app/installations/{installation_id}",
  "POST /app/installations/{installation_id}/access_tokens",
  "GET /installation/repositories",
  "GET /repos/{owner}/{repo}/installation",
  "GET /repos/{owner}/{repo}",
  "GET /repos/{owner}/{repo}/branches/{branch}",
  "GET /repos/{owner}/{repo}/rules/branches/{branch}",
  "GET /repos/{owner}/{repo}/labels",
  "POST /repos/{owner}/{repo}/labels",
  "GET /repos/{owner}/{repo}/issues",
  "POST /repos/{owner}/{repo}/issues",
  "GET /repos/{owner}/{repo}/issues/{issue_number}",
  "PATCH /repos/{owner}/{repo}/issues/{issue_number}",
  "POST /repos/{owner}/{repo}/issues/{issue_number}/labels",
  "DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}",
  "GET /repos/{owner}/{repo}/issues/{issue_number}/comments",
  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
  "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}",
  "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions",
  "GET /repos/{owner}/{repo}/milestones",
  "POST /repos/{owner}/{repo}/check-runs",
  "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}",
  "GET /repos/{owner}/{repo}/pulls/{pull_number}",
  "GET /repos/{owner}/{repo}/collaborators/{username}/permission",
  "GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs",
  "GET /repos/{owner}/{repo}/code-scanning/alerts",
  "GET /repos/{owner}/{repo}/dependabot/alerts",
  "GET /repos/{owner}/{repo}/secret-scanning/alerts",
  "POST /repos/{owner}/{repo}/actions/runs/{run_id}/deployment_protection_rule",
  "GET /orgs/{org}/teams/{team_slug}",
  "GET /orgs/{org}/teams/{team_slug}/memberships/{username}",
  // What `milegate init --pull-request` writes.
  "POST /repos/{owner}/{repo}/git/refs",
  "PUT /repos/{owner}/{repo}/contents/{path}",
  "POST /repos/{owner}/{repo}/pulls",
  // What the board asks with somebody's own token, and to end it.
  "GET /user",
  "GET /user/repos",
  "GET /user/installations",
  "GET /user/installations/{installation_id}/repositories",
  "DELETE /applications/{client_id}/token",
  // What the set-up page asks.
  "POST /app-manifests/{code}/conversions",
  // What the sandbox has beyond that.
  "GET /rate_limit",
  "GET /orgs/{org}/properties/schema",
  "GET /orgs/{org}/properties/schema/{custom_property_name}",
  "GET /orgs/{org}/properties/values",
  "PATCH /orgs/{org}/properties/values",
  "GET /repos/{owner}/{repo}/properties/values",
  "PATCH /repos/{owner}/{repo}/properties/values",
  "GET /repos/{owner}/{repo}/stacks",
  "GET /repos/{owner}/{repo}/stacks/{stack_number}",
  "GET /repos/{owner}/{repo}/issues/{issue_number}/sub_issues",
  "GET /repos/{owner}/{repo}/issues/{issue_number}/parent",
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/commits",
  // What docs/protecting.md tells people to run.
  "POST /repos/{owner}/{repo}/rulesets",
  "PUT /orgs/{org}/properties/schema/{custom_property_name}",
  "POST /orgs/{org}/rulesets",
  "POST /repos/{owner}/{repo}/environments/{environment_name}/deployment_protection_rules",
];

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Mapping = { [key: string]: Json };

const isMapping = (value: Json | undefined): value is Mapping =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const mapping = (value: Json | undefined): Mapping => (isMapping(value) ? value : {});

const NOISE = new Set(["description", "example", "examples", "x-github", "externalDocs", "tags", "x-multi-segment"]);

/** Without prose and examples; a property that happens to be called "description" stays. */
function bare(value: Json, inProperties = false): Json {
  if (Array.isArray(value)) return value.map((each) => bare(each));
  if (!isMapping(value)) return value;
  const kept = Object.entries(value).filter(([key]) => inProperties || !NOISE.has(key));
  return Object.fromEntries(kept.map(([key, each]) => [key, bare(each, key === "properties" && !inProperties)]));
}

function download(): Mapping {
  const folder = mkdtempSync(join(tmpdir(), "openapi-"));
  try {
    execFileSync("npm", ["pack", PACKAGE, "--silent"], { cwd: folder });
    execFileSync("sh", ["-c", `tar xzf *.tgz ${FILE}`], { cwd: folder });
    return JSON.parse(readFileSync(join(folder, FILE), "utf8"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Everything that `value` refers to, and what that refers to. */
function referred(all: Mapping, value: Json, found = new Map<string, Json>()): Map<string, Json> {
  for (const [, reference] of JSON.stringify(value).matchAll(/"\$ref":"#\/components\/([^"]+)"/g)) {
    if (reference === undefined || found.has(reference)) continue;
    const [kind = "", name = ""] = reference.split("/");
    const target = bare(mapping(mapping(all["components"])[kind])[name] ?? {});
    found.set(reference, target);
    referred(all, target, found);
  }
  return found;
}

const [, , copy] = process.argv;
const all: Mapping = copy === undefined ? download() : JSON.parse(readFileSync(copy, "utf8"));
const paths: Mapping = {};
for (const operation of OPERATIONS) {
  const [method = "", path = ""] = operation.split(" ");
  const described = mapping(mapping(all["paths"])[path])[method.toLowerCase()];
  if (described === undefined) throw new Error(`GitHub describes no ${operation}`);
  paths[path] = { ...mapping(paths[path]), [method.toLowerCase()]: bare(described) };
}
const components: Mapping = {};
for (const [reference, value] of referred(all, paths)) {
  const [kind = "", name = ""] = reference.split("/");
  components[kind] = { ...mapping(components[kind]), [name]: value };
}
writeFileSync(
  TARGET,
  `${JSON.stringify({ openapi: all["openapi"] ?? "3.0.3", info: bare(all["info"] ?? {}), paths, components })}\n`,
);

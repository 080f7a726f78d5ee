// Security alerts as REST and webhooks show them.
import type { Repository, World } from "../model.ts";
import type { Alert, AlertKind } from "../model-alerts.ts";
import { apiOf } from "./repository.ts";

const VIEWS: Record<AlertKind, (world: World, repository: Repository, alert: Alert) => object> = {
  "code-scanning": codeView,
  dependabot: dependencyView,
  "secret-scanning": secretView,
};

export const alertView = (world: World, repository: Repository, alert: Alert): object =>
  VIEWS[alert.kind](world, repository, alert);

/** Code scanning says on which commit. */
export function alertWebhook(world: World, repository: Repository, alert: Alert): object {
  const view = { alert: alertView(world, repository, alert) };
  if (alert.kind !== "code-scanning") return view;
  const { defaultBranch, branches } = repository;
  return { ...view, ref: `refs/heads/${defaultBranch}`, commit_oid: branches.get(defaultBranch) ?? "" };
}

function shared(world: World, repository: Repository, { kind, number, createdAt, updatedAt }: Alert) {
  return {
    number,
    url: `${apiOf(world, repository)}/${kind}/alerts/${number}`,
    html_url: `${repository.url}/security/${kind}/${number}`,
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  };
}

const NOT_DISMISSED = { dismissed_by: null, dismissed_at: null, dismissed_reason: null, dismissed_comment: null };

function codeView(world: World, repository: Repository, alert: Alert) {
  const common = shared(world, repository, alert);
  return {
    ...common,
    ...NOT_DISMISSED,
    instances_url: `${common.url}/instances`,
    state: alert.open ? "open" : "fixed",
    fixed_at: null,
    rule: {
      id: "js/example",
      name: "js/example",
      severity: "error",
      security_severity_level: alert.severity,
      description: "An example",
      full_description: "An example",
      tags: [],
      help: "",
      help_uri: null,
    },
    tool: { name: "CodeQL", version: null, guid: null },
    most_recent_instance: {
      ref: `refs/heads/${repository.defaultBranch}`,
      analysis_key: "ci",
      environment: "{}",
      state: alert.open ? "open" : "fixed",
      commit_sha: repository.branches.get(repository.defaultBranch) ?? "",
      message: { text: "An example" },
      location: { path: "a.js", start_line: 1, end_line: 1, start_column: 1, end_column: 2 },
      classifications: [],
    },
  };
}

const PACKAGE = { ecosystem: "npm", name: "example" };
const PATCHED = { identifier: "1.0.1" };

function dependencyView(world: World, repository: Repository, alert: Alert) {
  const severity = alert.severity ?? "low";
  const common = shared(world, repository, alert);
  const vulnerability = {
    package: PACKAGE,
    severity,
    vulnerable_version_range: "< 1.0.1",
    first_patched_version: PATCHED,
  };
  return {
    ...common,
    ...NOT_DISMISSED,
    state: alert.open ? "open" : "fixed",
    dependency: { package: PACKAGE, manifest_path: "package.json", scope: "runtime", relationship: "direct" },
    security_advisory: {
      ghsa_id: "GHSA-aaaa-bbbb-cccc",
      cve_id: null,
      summary: "An example",
      description: "An example",
      severity,
      cvss: { score: 5, vector_string: null },
      cwes: [],
      identifiers: [],
      references: [],
      vulnerabilities: [vulnerability],
      published_at: common.created_at,
      updated_at: common.updated_at,
      withdrawn_at: null,
    },
    security_vulnerability: vulnerability,
    fixed_at: alert.open ? null : common.updated_at,
    auto_dismissed_at: null,
  };
}

function secretView(world: World, repository: Repository, alert: Alert) {
  const common = shared(world, repository, alert);
  return {
    ...common,
    locations_url: `${common.url}/locations`,
    state: alert.open ? "open" : "resolved",
    resolution: alert.open ? null : "revoked",
    resolved_at: alert.open ? null : common.updated_at,
    resolved_by: null,
    resolution_comment: null,
    secret_type: "example_token",
    secret_type_display_name: "Example Token",
    validity: "unknown",
    push_protection_bypassed: false,
    push_protection_bypassed_by: null,
    push_protection_bypassed_at: null,
  };
}

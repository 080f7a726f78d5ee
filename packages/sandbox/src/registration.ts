// The app that the sandbox knows, as its owner registers it with GitHub.

/** As in a manifest: https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest */
export type AppRegistration = {
  name: string;
  /** Its name in addresses; its bot is called `slug[bot]`. */
  slug: string;
  homepage: string;
  /** What it may do, by area: `read` or `write`. */
  permissions: Record<string, "read" | "write">;
  /** The webhooks that it gets. */
  events: readonly string[];
};

/** May do, and hears of, everything that the sandbox has. */
export const EXAMPLE_APP: AppRegistration = {
  name: "Example",
  slug: "example",
  homepage: "https://example.com/app",
  permissions: {
    actions: "read",
    checks: "write",
    contents: "read",
    deployments: "write",
    discussions: "write",
    issues: "write",
    members: "read",
    merge_queues: "read",
    metadata: "read",
    organization_custom_properties: "write",
    pull_requests: "write",
    secret_scanning_alerts: "read",
    security_events: "read",
    repository_custom_properties: "write",
    statuses: "read",
    vulnerability_alerts: "read",
  },
  events: [
    "check_run",
    "check_suite",
    "code_scanning_alert",
    "dependabot_alert",
    "custom_property",
    "custom_property_values",
    "deployment",
    "deployment_protection_rule",
    "deployment_status",
    "issue_comment",
    "issues",
    "label",
    "merge_group",
    "milestone",
    "pull_request",
    "pull_request_review",
    "push",
    "release",
    "repository",
    "secret_scanning_alert",
    "sub_issues",
    "status",
    "workflow_run",
  ],
};

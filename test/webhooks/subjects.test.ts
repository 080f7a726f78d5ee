// Which webhook looks at what, and which is ignored and why.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { requestKey } from "../../src/subject.ts";
import { wholeInstallation } from "../../src/webhooks/installations.ts";
import { requestsFor } from "../../src/webhooks/subjects.ts";

const repository = { name: "shop", owner: { login: "octo-org" }, default_branch: "main" };
const base = { installation: { id: 42 }, repository, sender: { login: "alice", type: "User" } };
const self = { sender: { login: "milegate[bot]", type: "Bot" } };
const issue = { issue: { number: 3 } };
const reviewBody = (box: string) =>
  `<!-- milegate:review phase=mvp round=1 -->\n\n## Review\n\n- [${box}] Try it\n\n## Decide\n`;
const ticked = (box: string, type = "Bot") => ({
  issue: { number: 3, body: reviewBody(box), user: { type } },
  changes: { body: { from: reviewBody(" ") } },
});
const pull = { pull_request: { number: 7, head: { sha: "abc" } } };
const inMvp = { pull_request: { ...pull.pull_request, milestone: { number: 1 } } };
const mergedInMvp = { pull_request: { ...inMvp.pull_request, merged_at: "2026-01-01T00:00:00Z" } };
const comment = (body: string, type = "User") => ({ ...issue, comment: { node_id: "IC_1", body, user: { type } } });
const checkedOn = (head_branch: string | null) => ({ check_run: { head_sha: "abc", check_suite: { head_branch } } });
const pushed = (ref: string, ...files: string[]) => ({ ref, commits: [{ added: [], modified: files, removed: [] }] });

const at = "2026-03-01T12:00:00Z";
const closedInMvp = { number: 3, updated_at: at, state: "closed", milestone: { number: 1 } };
const pushedPull = { number: 7, updated_at: at, state: "open", head: { sha: "new" }, base: { ref: "main" } };
const ended = { milestone: { number: 1, state: "closed", title: "MVP", description: null, due_on: null } };

const org = { installation: { id: 42, account: { login: "octo-org" } } };

/** Without the name of the default branch. */
const unsaid = { repository: { name: "shop", owner: { login: "octo-org" } } };

const keysOf = (event: string, payload: object) => {
  const requests = requestsFor(event, { ...base, ...payload }, { self: "milegate", bot: 7 });
  return Array.isArray(requests) ? requests.map(requestKey) : requests.reason;
};

describe("looks at", () => {
  test.each<[string, object, string[]]>([
    ["issues", { action: "opened", ...issue }, ["item/3", "phases"]],
    ["issues", { action: "milestoned", ...issue }, ["item/3", "phases"]],
    ["issues", { action: "closed", ...issue }, ["item/3", "phases"]],
    ["issues", { action: "labeled", ...issue }, ["item/3", "phases"]],
    ["issues", { action: "edited", ...issue }, ["item/3"]],
    ["issues", { action: "edited", ...ticked("x") }, ["item/3", "phases"]],
    ["issues", { action: "edited", ...ticked(" ") }, ["item/3"]],
    ["issues", { action: "edited", ...ticked("x", "User") }, ["item/3"]],
    ["issues", { action: "deleted", ...issue }, ["item/3 then phases then dashboard", "phases", "dashboard"]],
    ["issues", { action: "closed", ...issue, ...self }, ["item/3", "phases"]],
    ["pull_request", { action: "opened", ...pull }, ["item/7"]],
    ["pull_request", { action: "synchronize", before: "old", ...pull }, ["item/7", "commit/old"]],
    ["pull_request", { action: "closed", ...pull }, ["item/7", "commit/abc"]],
    ["pull_request", { action: "opened", ...inMvp }, ["item/7", "criterion/pull-requests-merged"]],
    ["pull_request", { action: "reopened", ...inMvp }, ["item/7", "criterion/pull-requests-merged"]],
    ["pull_request", { action: "milestoned", ...inMvp }, ["item/7", "criterion/pull-requests-merged"]],
    ["pull_request", { action: "demilestoned", ...pull }, ["item/7", "criterion/pull-requests-merged"]],
    ["pull_request", { action: "closed", ...inMvp }, ["item/7", "commit/abc", "criterion/pull-requests-merged"]],
    ["workflow_run", { action: "completed", workflow_run: { head_branch: "main" } }, ["criterion/workflow"]],
    ...["published", "unpublished", "edited", "deleted", "released", "prereleased"].map(
      (action): [string, object, string[]] => ["release", { action }, ["criterion/release"]],
    ),
    ["deployment", { action: "created" }, ["criterion/deployment"]],
    ["deployment_status", { action: "created" }, ["criterion/deployment"]],
    [
      "push",
      { ref: "refs/heads/main", commits: [{ added: ["docs/run.md"] }] },
      ["criterion/files-exist", "criterion/check"],
    ],
    [
      "push",
      { ref: "refs/heads/main", commits: [{ removed: ["docs/run.md"] }] },
      ["criterion/files-exist", "criterion/check"],
    ],
    ["pull_request_review", { action: "submitted", ...mergedInMvp }, ["criterion/approvals"]],
    ["pull_request_review", { action: "dismissed", ...mergedInMvp }, ["criterion/approvals"]],
    ["status", { branches: [{ name: "topic" }, { name: "main" }] }, ["criterion/check"]],
    ["check_run", { action: "completed", ...checkedOn("main") }, ["criterion/check"]],
    ["check_run", { action: "created", ...checkedOn("main") }, ["criterion/check"]],
    ["push", pushed("refs/heads/main", "README.md"), ["criterion/check"]],
    ["code_scanning_alert", { action: "created" }, ["criterion/alerts"]],
    ["dependabot_alert", { action: "auto_dismissed" }, ["criterion/alerts"]],
    ["secret_scanning_alert", { action: "resolved" }, ["criterion/alerts"]],
    ["milestone", { action: "closed", ...ended }, ["milestone/1 then phases"]],
    ["milestone", { action: "edited", ...ended, changes: { due_on: { from: null } } }, ["milestone/1 then phases"]],
    ["milestone", { action: "edited", ...ended, changes: { title: { from: "x" } } }, ["milestone/1 then repository"]],
    ["milestone", { action: "edited", ...ended }, ["milestone/1 then repository"]],
    ["milestone", { action: "deleted", ...ended }, ["milestone/1 then repository"]],
    ["issues", { action: "closed", issue: closedInMvp }, ["item/3 then phases", "phases"]],
    ["issues", { action: "edited", issue: closedInMvp }, ["item/3"]],
    ["pull_request", { action: "synchronize", before: "old", pull_request: pushedPull }, ["item/7", "commit/old"]],
    ["pull_request", { action: "synchronize", ...pull }, ["item/7"]],
    ["pull_request", { action: "closed", pull_request: { number: 7 } }, ["item/7"]],
    ["issues", { action: "opened", ...issue, sender: { login: "alice" } }, ["item/3", "phases"]],
    ["issues", { action: "opened", ...issue, sender: null }, ["item/3", "phases"]],
    ["push", { ref: "refs/heads/main", commits: [{ id: "abc" }] }, ["repository"]],
    ["push", { ...pushed("refs/heads/trunk", ".github/milegate.yml"), ...unsaid }, ["repository"]],
    [
      "workflow_run",
      { action: "completed", workflow_run: { head_branch: "trunk" }, ...unsaid },
      ["criterion/workflow"],
    ],
    ["issue_comment", { action: "created", ...comment("/phase status") }, ["command/IC_1"]],
    ["issue_comment", { action: "created", ...comment("<!-- milegate:override-cancel by=x -->", "Bot") }, ["item/3"]],
    ["check_run", { action: "rerequested", check_run: { head_sha: "abc" } }, ["commit/abc"]],
    ["check_run", { action: "requested_action", check_run: { head_sha: "abc" } }, ["commit/abc"]],
    ["check_suite", { action: "rerequested", check_suite: { head_sha: "abc" } }, ["commit/abc"]],
    [
      "check_suite",
      { action: "rerequested", check_suite: { head_sha: "abc", head_branch: "gh-readonly-queue/a/b/pr-7-abc" } },
      ["commit/abc", "group/abc"],
    ],
    [
      "merge_group",
      {
        action: "checks_requested",
        merge_group: {
          head_sha: "abc",
          head_ref: "refs/heads/gh-readonly-queue/main/pr-7-0",
          base_ref: "refs/heads/main",
        },
      },
      ["group/abc"],
    ],
    [
      "deployment_protection_rule",
      {
        action: "requested",
        environment: "production",
        deployment_callback_url: "https://api.github.com/repos/o/r/actions/runs/42/deployment_protection_rule",
      },
      ["deployment/42/production"],
    ],
    ["push", pushed("refs/heads/main", ".github/milegate.yml"), ["repository"]],
    ["push", { ref: "refs/heads/main", commits: [] }, ["repository"]],
    ["push", { ...pushed("refs/heads/main", "README.md"), forced: true }, ["repository"]],
    [
      "installation",
      { action: "created", installation: { id: 42, account: { login: "octo-org" } }, repositories: [{ name: "shop" }] },
      ["repository"],
    ],
    [
      "installation_repositories",
      {
        action: "added",
        installation: { id: 42, account: { login: "octo-org" } },
        repositories_added: [{ name: "shop" }],
      },
      ["repository"],
    ],
    [
      "installation_repositories",
      {
        action: "removed",
        repositories_removed: [{ name: "shop", full_name: "octo-org/shop" }, { name: "docs" }],
        ...org,
      },
      ["repository", "repository"],
    ],
    ...[
      ...["created", "deleted", "edited", "renamed", "transferred"],
      ...["archived", "unarchived", "publicized", "privatized"],
    ].map((action): [string, object, string[]] => ["repository", { action }, ["repository"]]),
    [
      "repository",
      { action: "renamed", changes: { repository: { name: { from: "store" } } } },
      ["repository", "repository"],
    ],
    ["custom_property_values", { action: "updated", new_property_values: [], old_property_values: [] }, ["repository"]],
  ])("%s %j", (event, payload, expected) => {
    expect(keysOf(event, payload)).toEqual(expected);
  });
});

describe("ignores", () => {
  test.each<[string, object, string]>([
    ["issues", { action: "labeled", ...issue, ...self }, "written by the app itself"],
    ["issue_comment", { action: "created", ...comment("hello") }, "no command in the comment"],
    ["issue_comment", { action: "created", ...comment("/phase status", "Bot") }, "a bot's comment"],
    ["issue_comment", { action: "edited", ...comment("/phase status") }, "no record of the app's"],
    ["status", { branches: [] }, "not on the default branch"],
    ["check_run", { action: "completed", ...checkedOn("topic") }, "not on the default branch"],
    ["check_run", { action: "completed", ...checkedOn(null) }, "not on the default branch"],
    ["push", pushed("refs/heads/topic", ".github/milegate.yml"), "not on the default branch"],
    ["workflow_run", { action: "completed", workflow_run: { head_branch: "topic" } }, "not on the default branch"],
    ["workflow_run", { action: "completed", workflow_run: { head_branch: null } }, "not on the default branch"],
    ["pull_request_review", { action: "submitted", ...inMvp }, "not merged"],
    ["release", { action: "created" }, "release.created changes nothing that Milegate looks at"],
    ["star", { action: "created" }, "star.created changes nothing that Milegate looks at"],
    ["issues", { action: "opened" }, "unexpected payload: issue"],
    ["issues", { action: "opened", issue: { number: "3" } }, "unexpected payload: issue.number"],
    ["issues", { action: "opened", ...issue, installation: undefined }, "no repository or installation in the payload"],
    [
      "installation",
      { action: "deleted", installation: { id: 42, account: { login: "o" } }, repositories: [{ name: "shop" }] },
      "no repositories were added or removed",
    ],
    [
      "installation",
      { action: "suspend", installation: { id: 42, account: { login: "o" } }, repositories: [{ name: "shop" }] },
      "no repositories were added or removed",
    ],
    [
      "custom_property_values",
      { action: "promoted" },
      "custom_property_values.promoted changes nothing that Milegate looks at",
    ],
  ])("%s %j", (event, payload, reason) => {
    expect(keysOf(event, payload)).toBe(reason);
  });
});

test.each<[string, string, object, number | null]>([
  [
    "a new installation with few repositories",
    "installation",
    { action: "created", repositories: [{ name: "a" }] },
    null,
  ],
  ["one with many", "installation", { action: "created", repositories: Array(21).fill({ name: "a" }) }, 42],
  ["one that came back", "installation", { action: "unsuspend" }, 42],
  ["one that may more now", "installation", { action: "new_permissions_accepted" }, 42],
  ["one that left", "installation", { action: "deleted" }, null],
  ["one that was suspended", "installation", { action: "suspend" }, null],
  [
    "many repositories added",
    "installation_repositories",
    { action: "added", repositories_added: Array(21).fill({ name: "a" }) },
    42,
  ],
  [
    "many repositories removed",
    "installation_repositories",
    { action: "removed", repositories_removed: Array(21).fill({ name: "a" }) },
    42,
  ],
  ["a few removed", "installation_repositories", { action: "removed", repositories_removed: [{ name: "a" }] }, null],
  ["another meaning of a property", "custom_property", { action: "updated" }, 42],
  ["a property that nobody says whose it is", "custom_property", { action: "updated", installation: null }, null],
  ["none added", "installation_repositories", { action: "added", repositories_added: [] }, null],
  ["another event", "issues", { action: "opened" }, null],
])("%s is swept as a whole or not", (_name, event, payload, expected) => {
  expect(wholeInstallation(event, { installation: { id: 42, account: { login: "o" } }, ...payload })).toBe(expected);
});

const proven = { kind: "item", at };

test.each<[string, object, object | undefined]>([
  ["issues", { action: "closed", issue: closedInMvp }, { ...proven, milestone: 1, state: "closed" }],
  ["issues", { action: "milestoned", issue: closedInMvp }, { ...proven, milestone: 1 }],
  ["issues", { action: "edited", issue: closedInMvp }, { ...proven, milestone: 1 }],
  ["issues", { action: "opened", issue: closedInMvp }, { ...proven, milestone: 1 }],
  ["issues", { action: "opened", issue: { ...closedInMvp, milestone: null } }, proven],
  [
    "pull_request",
    { action: "synchronize", pull_request: pushedPull },
    { ...proven, head: { sha: "new", base: "main" } },
  ],
  [
    "issues",
    { action: "labeled", issue: closedInMvp, label: { name: "bug" } },
    { ...proven, milestone: 1, labelled: { bug: true } },
  ],
  ["issues", { action: "transferred", issue: closedInMvp }, { kind: "gone" }],
  [
    "pull_request",
    { action: "unlabeled", pull_request: pushedPull, label: { name: "bug" } },
    { ...proven, labelled: { bug: false } },
  ],
  [
    "milestone",
    { action: "closed", ...ended },
    { kind: "milestone", state: "closed", title: "MVP", description: "", dueOn: null },
  ],
  ["milestone", { action: "deleted", ...ended }, { kind: "gone" }],
  ["issues", { action: "closed", ...issue }, undefined],
  ["push", { ref: "refs/heads/main", after: "abc", forced: true }, { kind: "repository", head: "abc" }],
  ["repository", { action: "edited" }, { kind: "repository", defaultBranch: "main" }],
  ["repository", { action: "archived" }, { kind: "repository", isArchived: true }],
  ["repository", { action: "unarchived" }, { kind: "repository", isArchived: false }],
  ["repository", { action: "publicized" }, { kind: "repository", isPublic: true }],
  ["repository", { action: "privatized" }, { kind: "repository", isPublic: false }],
  ["repository", { action: "renamed" }, undefined],
  ["repository", { action: "created" }, undefined],
  ["repository", { action: "deleted" }, { kind: "gone" }],
  ["installation_repositories", { action: "added", repositories_added: [{ name: "shop" }], ...org }, undefined],
  [
    "installation_repositories",
    { action: "removed", repositories_removed: [{ name: "shop" }], ...org },
    { kind: "gone" },
  ],
  [
    "custom_property_values",
    {
      action: "updated",
      old_property_values: [{ property_name: "team", value: "a" }],
      new_property_values: [
        { property_name: "delivery", value: "checkout" },
        { property_name: "kinds", value: ["a", "b"] },
      ],
    },
    { kind: "repository", properties: { team: null, delivery: "checkout", kinds: ["a", "b"] } },
  ],
  [
    "label",
    { action: "edited", label: { name: "new" } },
    { kind: "repository", label: { name: "new", isThere: true } },
  ],
  [
    "label",
    { action: "deleted", label: { name: "old" } },
    { kind: "repository", label: { name: "old", isThere: false } },
  ],
])("%s %j proves %j", (event, payload, proof) => {
  const requests = requestsFor(event, { ...base, ...payload }, { self: "milegate", bot: 7 });
  expect(Array.isArray(requests) ? requests[0]?.proof : requests.reason).toEqual(proof);
});

test("a new name is looked at, and the former one as gone", () => {
  const changes = { repository: { name: { from: "store" } } };
  const requests = requestsFor("repository", { ...base, action: "renamed", changes }, null);
  const at = (name: string) => ({ installation: 42, owner: "octo-org", name });
  expect(requests).toEqual([
    { repository: at("shop"), subject: { kind: "repository" } },
    { repository: at("store"), subject: { kind: "repository" }, proof: { kind: "gone" } },
  ]);
});

test("no payload makes it throw", () => {
  const events = [
    "issues",
    "pull_request",
    "push",
    "milestone",
    "issue_comment",
    "check_run",
    "installation",
    "installation_repositories",
    "repository",
    "custom_property",
    "custom_property_values",
    "__proto__",
    "constructor",
  ];
  fc.assert(
    fc.property(fc.constantFrom(...events), fc.anything(), fc.string(), (event, payload, action) => {
      expect(requestsFor(event, payload, { self: "milegate" })).toBeDefined();
      expect(requestsFor(event, { ...base, ...Object(payload), action }, { self: "milegate" })).toBeDefined();
    }),
  );
});

describe("an event of the app's own is told by the bot's id", () => {
  const opened = { ...base, action: "opened", issue: { number: 3 } };
  test.each<[string, object, { self: string; bot?: number }, boolean]>([
    ["renamed since", { id: 7, login: "polish-gate[bot]", type: "Bot" }, { self: "milegate", bot: 7 }, true],
    [
      "another bot of the former name",
      { id: 8, login: "milegate[bot]", type: "Bot" },
      { self: "milegate", bot: 7 },
      false,
    ],
    ["a person with that id", { id: 7, login: "alice", type: "User" }, { self: "milegate", bot: 7 }, false],
    ["no id known yet", { id: 7, login: "milegate[bot]", type: "Bot" }, { self: "milegate" }, true],
    ["no id in the payload", { login: "milegate[bot]", type: "Bot" }, { self: "milegate", bot: 7 }, true],
  ])("%s", (_name, sender, known, isOwn) => {
    const requests = requestsFor("issues", { ...opened, sender }, known);
    expect(Array.isArray(requests)).toBe(!isOwn);
  });
});

test.each([
  [".github", pushed("refs/heads/main", ".github/milegate.yml"), 42],
  [".github", pushed("refs/heads/main", "README.md"), null],
  [".github", pushed("refs/heads/topic", ".github/milegate.yml"), null],
  ["shop", pushed("refs/heads/main", ".github/milegate.yml"), null],
])("a push to %s of %j sweeps the installation: %j", (name, push, expected) => {
  const repository = { name, owner: { login: "o" }, default_branch: "main" };
  expect(wholeInstallation("push", { ...push, installation: { id: 42 }, repository })).toBe(expected);
});

// What is left out of a recorded case, and that it decides as the whole did.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { commentOf } from "../../../src/decisions/record.ts";
import { othersOf } from "../../../src/delivery/others.ts";
import type { Item, RepositoryReading } from "../../../src/github/model.ts";
import { decide } from "../../../src/reconcile/decide.ts";
import {
  parseCase,
  type RecordedCase,
  renderCase,
  replayCase,
  withPlans,
} from "../../../src/reconcile/recorded/case.ts";
import { type Recording, recordCase } from "../../../src/reconcile/recorded/record.ts";
import type { Snapshot } from "../../../src/snapshot.ts";
import {
  milestone,
  NOW,
  openMilestone,
  pull,
  REPOSITORY_ID,
  recordComment,
  review,
  signedCommit,
  snapshot,
} from "../../builders.ts";

const FOLDER = new URL("../../replay/", import.meta.url);
const config = (text: string) => ({ config: { oid: "1", text } });
const POLISH = { labels: ["phase: polish"] };
const LATER = new Date("2026-03-04T12:00:00Z");

function recorded(of: Snapshot, names: Recording["names"] = "kept"): RecordedCase {
  const outcome = recordCase(of, NOW, { names, version: "0.1.0" });
  if (outcome.kind === "differs") throw new Error(JSON.stringify(outcome));
  return outcome.recorded;
}

const override = (words: string, place: { repository?: string; item?: number; head?: string } = {}) => {
  const record = {
    kind: "override",
    by: "ada",
    reason: "Ada waits",
    expires: LATER,
    command: 1,
    line: 1,
    at: NOW,
    ...place,
  } as const;
  return commentOf(record, words);
};

const tasks = (description: string) => ({ milestones: [{ ...openMilestone(1, "MVP", 1), description }] });
const commented = (body: string, own: boolean): Parameters<typeof snapshot> => [
  [pull(7, { ...POLISH, comments: [recordComment(5, { own, body, author: { login: "ada", isBot: false } })] })],
];

const releases = (name: string) => {
  const url = "https://github.com/octo-org/shop/releases/v1";
  const value = [{ tag: "v1", name, url, prerelease: false, publishedAt: NOW }];
  return { query: { kind: "releases" as const, since: NOW }, answer: { kind: "read" as const, value } };
};

describe("of texts, only what decides is left", () => {
  test.each<[string, Parameters<typeof snapshot>, string[]]>([
    ["a record's words", commented(override("SECRET words"), true), ["<!-- milegate:override reason=Ada%20waits "]],
    [
      "what looks like a record",
      commented("<!-- milegate:override SECRET=SECRET -->\nSECRET", false),
      ["<!-- milegate:override -->"],
    ],
    ["a quoted record", commented("SECRET\n> <!-- milegate:stop x=SECRET", false), ["<!-- milegate:stop -->"]],
    ["somebody's comment", commented("SECRET", false), ['"body": "…"']],
    ["tasks of a milestone", [[pull(7, POLISH)], tasks("SECRET\n\n- [x] SECRET\n- [ ] SECRET")], ["- [ ] Task 1"]],
    [
      "a review",
      [
        [],
        {
          reviews: [
            review(4, {
              body: "SECRET\n<!-- milegate:review phase=mvp round=1 -->\n\n## Review\n\n- [x] SECRET\n- [ ] SECRET\n\n## Plan\nSECRET",
            }),
          ],
        },
      ],
      ["<!-- milegate:review phase=mvp round=1 -->", '"- [x] …"', '"- [ ] …"', '"## Plan"'],
    ],
    [
      "descriptions of labels, and names of releases",
      [
        [],
        {
          labels: [
            { name: "bug", description: "SECRET" },
            { name: "phase: mvp", description: "Milegate phase: MVP" },
          ],
          facts: [releases("SECRET")],
        },
      ],
      ['"Milegate phase: MVP"', '"name": "v1"'],
    ],
    [
      "an outdated check",
      [[pull(7, { check: { id: 1, node: "C", conclusion: "neutral", title: "Old", summary: "SECRET" } })]],
      ['"title": "Old"'],
    ],
    [
      "tokens, and what addresses carry",
      [
        [
          pull(7, {
            title: "ghp_SECRETSECRETSECRET",
            url: "https://SECRET@github.com/octo/shop/pull/7?token=SECRET#x",
          }),
        ],
      ],
      ['"https://github.com/octo/shop/pull/7#x"'],
    ],
  ])("%s", (_name, [items, own], kept) => {
    const text = renderCase(recorded(snapshot(items, own)));
    expect(text).not.toContain("SECRET");
    for (const part of kept) expect(text).toContain(part);
  });

  test("a body that is in no known place", () => {
    const strange = { ...pull(7), notes: [{ body: "SECRET" }] };
    expect(renderCase(recorded(snapshot([strange])))).not.toContain("SECRET");
  });
});

/** Its checks say what they should. */
function upToDate(items: Item[], own: Partial<RepositoryReading>): Snapshot {
  const before = snapshot(items, own);
  const checks = decide(before, NOW).flatMap((change) => (change.kind === "set-check" ? [change] : []));
  const checked = items.map((item) => {
    const found = checks.find(({ headSha }) => item.kind === "pull" && item.headSha === headSha);
    return found === undefined
      ? item
      : { ...item, check: { id: item.number, node: `C${item.number}`, ...found.content } };
  });
  return { ...before, items: checked };
}

test("a check that is up to date is so in the case, too, without the words that it quoted", () => {
  const current = upToDate([pull(7, POLISH)], tasks("- [ ] SECRET"));
  expect(decide(current, NOW)).toEqual([]);
  expect(JSON.stringify(current.items)).toContain("SECRET");
  const { changes, items } = recorded(current);
  expect(changes).toEqual([]);
  expect(JSON.stringify(items)).not.toContain("SECRET");
  expect(JSON.stringify(items)).toContain("Task 1");
});

test("the snapshot itself stays as it is", () => {
  const whole = snapshot(...commented("SECRET", false));
  recorded(whole, "redacted");
  expect(JSON.stringify(whole)).toContain("SECRET");
});

test("no case is made where what is left out decides", () => {
  const label = "ghp_abcdefghijklmnopqrst";
  const exempt = config(`version: 1\ngate: { exempt: { labels: [${label}] } }\n`);
  const outcome = recordCase(snapshot([pull(7, { labels: [label] })], exempt), NOW, {
    names: "kept",
    version: "0.1.0",
  });
  expect(outcome).toMatchObject({
    kind: "differs",
    missing: [{ kind: "set-check", content: { title: expect.stringContaining(label) } }],
    added: [{ kind: "set-check", content: { title: expect.stringContaining("…") } }],
  });
});

describe("redacted", () => {
  const plan =
    'version: 1\n# who\ngate: { exempt: { authors: ["Ada", "dependabot[bot]"] } }\nreview: { reviewers: [ada, "@octo/team"] }\n';

  test("titles, logins, reasons and the address are others, the same ones everywhere", () => {
    const place = { repository: REPOSITORY_ID, item: 8 };
    const bound = { ...place, head: "sha8" };
    const ada = { id: 1, login: "ada" };
    const people = {
      author: { login: "ada", isBot: false },
      title: "Ada's idea",
      url: "https://github.com/octo-org/shop/pull/7",
      origins: { commits: { author: 1, commits: [signedCommit({ author: ada, committer: ada })] } },
    };
    const blocked = pull(8, {
      ...POLISH,
      author: { login: "Bob", isBot: false },
      title: "Bob's idea",
      comments: [recordComment(5, { place, body: override("by ada", bound) })],
    });
    const own = { ...config(plan), milestones: [openMilestone(1, "MVP", 2), milestone(2, "Polish")] };
    const result = recorded(upToDate([pull(7, people), blocked], own), "redacted");
    const text = renderCase(result);
    expect(text).not.toMatch(/ada|bob|octo-org|shop|ada.*waits/i);
    expect(text).toContain('authors: [user-1, \\"dependabot[bot]\\"]'.replaceAll("\\\\", "\\"));
    expect(text).toContain('reviewers: [user-1, \\"@octo/team\\"]');
    expect(text).toContain("reason=Words ");
    expect(result.items.map(({ title }) => title)).toEqual(["Pull request 7", "Pull request 8"]);
    expect(result.items.map((item) => (item.kind === "pull" ? item.check?.title : ""))).toEqual([
      "Exempt: its author user-1",
      expect.stringMatching(/^Overridden: .*user-1/),
    ]);
    expect(result.changes).toEqual([]);
  });
});

describe.each(readdirSync(FOLDER).filter((file) => file.endsWith(".json")))("%s", (file) => {
  const parsed = parseCase(readFileSync(new URL(file, FOLDER), "utf8"));
  if (parsed.kind === "unreadable") throw new Error(parsed.why);
  const { now, ...seen } = parsed.recorded;

  test.each(["kept", "redacted"] as const)("can be recorded again, names %s", (names) => {
    const outcome = recordCase(withPlans(seen), now, { names, version: "0.1.0" });
    expect(outcome.kind).toBe("recorded");
  });
});

describe("of a delivery over several repositories", () => {
  const entry = (name: string, visibility: "public" | "private") => ({ name, id: name, visibility, isArchived: false });
  const OWNERS = `version: 1
deliveries:
  - id: checkout
    name: Checkout
    repositories: [shop, "hawk-*", gone] # for the falcon
    home: hawk-api
`;
  const seenInShop = (): Snapshot => {
    const roster = {
      isOrganization: true,
      repositories: [entry("shop", "private"), entry("hawk-api", "private"), entry("falcon", "private")],
      properties: new Map([["falcon", { kind: "bird" }]]),
      editable: [],
    };
    const given = { name: "shop", ownerConfig: { oid: "1", text: OWNERS }, roster, visibility: "private" as const };
    const before = snapshot([pull(7, POLISH)], { milestones: [], ...given });
    const { plan, repository } = before;
    if (plan.kind !== "active" || plan.delivery === null) throw new Error("no delivery");
    const reading = {
      ...{ id: "2", name: "hawk-api", url: "https://github.com/octo-org/hawk-api", defaultBranch: "main" },
      ...{
        milestones: [openMilestone(1, "MVP", 1)],
        facts: [],
        reviews: [],
        labels: [],
        visibility: "private" as const,
      },
    };
    const others = othersOf(plan.plan, plan.delivery, repository, new Map([["hawk-api", { kind: "read", reading }]]));
    return { ...before, others };
  };

  test("the owner's other repositories are left out", () => {
    const text = renderCase(recorded(seenInShop()));
    expect(text).toContain("hawk-api");
    expect(text.replace("for the falcon", "")).not.toContain("falcon");
  });

  test("redacted, it decides the same without a name", () => {
    const text = renderCase(recorded(seenInShop(), "redacted"));
    expect(text).not.toMatch(/hawk|falcon|gone|octo-org/);
    const read = parseCase(text);
    if (read.kind !== "read") throw new Error(read.why);
    expect(replayCase(read.recorded)).toEqual(read.recorded.changes);
    expect(JSON.stringify(read.recorded.changes)).toContain("Blocked");
  });
});

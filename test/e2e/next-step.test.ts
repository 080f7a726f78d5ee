// The one step that a blocked check names: with its link, its command and who may, in every state that a gate can wait in (SPEC section 4).
import { existsSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { addTeam, type Role } from "@milegate/sandbox";
import type { Scenario, ScenarioSettings } from "../scenario.ts";
import { useScenario } from "./use.ts";

const start = useScenario();
const FILE = ".github/milegate.yml";

const plan = (until: string, more = "", criteria = "[issues-closed, tasks-done]") => `
gate: { until: ${until} }
phases:
  - { id: mvp, name: MVP, milestones: ["MVP"], criteria: ${criteria} }
  - { id: polish, name: Polish, milestones: ["Polish"] }
${more}`;

/** alice is an admin, carol maintains, bob may triage. */
const ROLES: NonNullable<ScenarioSettings["roles"]> = { alice: "admin", bob: "triage", carol: "maintain" };

/** One issue in the MVP, and a pull request that waits for it. */
async function waiting(text: string) {
  const scenario = await start({ files: { [FILE]: text }, page: true, roles: ROLES });
  const alice = scenario.as("alice");
  addTeam(scenario.sandbox.world, scenario.octo, "leads", { members: [scenario.user("mallory")] });
  for (const title of ["MVP", "Polish"]) alice.createMilestone(title);
  const issue = alice.openIssue("Pay", { milestone: 1 });
  const pull = alice.openPull("Shine");
  alice.setMilestone(pull.number, 2);
  await scenario.settled();
  return { ...scenario, scenario, alice, issue, pull };
}
type Waiting = Awaited<ReturnType<typeof waiting>>;

/** What the check says to do, and where its details lead. */
function stepOf({ checks, sandbox }: Pick<Scenario, "checks" | "sandbox">, number: number) {
  const [run] = checks(number);
  const [, step = ""] = /^### What to do next\n\n([\s\S]*?)(?=\n\n###|$)/.exec(run?.output.summary ?? "") ?? [];
  return { step, leadsTo: run?.detailsUrl.replace(sandbox.url, "") };
}

test("first the issues, then the milestone, then the decision, in the review that has just been opened", async () => {
  const { alice, issue, pull, settled, reviews, checks, check, sandbox } = await waiting(plan("decision"));
  const step = () => stepOf({ checks, sandbox }, pull.number);
  expect(step().step).toMatch(/^Close the open issue of MVP: \[#\u200B?1 Pay\]\(.*\/issues\/1\)/);
  expect(step().leadsTo).toBe("/octo/shop/issues/1");
  alice.close(issue.number);
  await settled();
  expect(step().step).toMatch(
    /^Close the milestone: \[MVP\]\(.*\/milestone\/1\) \(people with the role write or higher\)/,
  );
  expect(step().leadsTo).toBe("/octo/shop/milestone/1");
  alice.closeMilestone(1);
  await settled();
  const review = reviews()[0]?.number ?? 0;
  expect(step().step).toMatch(
    /^Decide: `\/phase continue` in a comment on \[Boundary review: MVP → Polish\]\(\S+\) \(people with the role maintain or higher\)\./,
  );
  expect(step().leadsTo).toBe(`/octo/shop/issues/${review}`);
  alice.comment(review, "/phase continue");
  await settled();
  expect(check(pull.number)).toBe("success Open: MVP is passed");
  expect(step()).toEqual({
    step: "Nothing: as far as its phase goes, this pull request can be merged.",
    leadsTo: `/octo/shop/pull/${pull.number}`,
  });
});

test("a stop says why to those whom it blocks", async () => {
  const { alice, issue, pull, settled, reviews, checks } = await waiting(plan("criteria"));
  alice.close(issue.number);
  alice.closeMilestone(1);
  await settled();
  alice.comment(reviews()[0]?.number ?? 0, "/phase stop nobody pays for it");
  await settled();
  expect(checks(pull.number)[0]?.output.summary).toMatch(
    /^### What to do next\n\nalice decided to stop MVP \(\[decision\]\(\S+\)\): nobody pays for it\. To take that back: `\/phase continue` in a comment on \[Boundary review: MVP → Polish\]/,
  );
});

test("what holds the decision back comes before it: the concerns and the boxes, until they are gone", async () => {
  const text = plan("decision", "review: { complete_checklist: true }");
  const { alice, as, issue, pull, settled, item, reviews, checks, check, sandbox } = await waiting(text);
  const step = () => stepOf({ checks, sandbox }, pull.number).step.split("\n")[0];
  alice.close(issue.number);
  alice.closeMilestone(1);
  await settled();
  const review = reviews()[0]?.number ?? 0;
  const link = "\\[Boundary review: MVP → Polish\\]\\(\\S+\\)";
  const decide = "Then decide: `/phase continue` there \\(people with the role maintain or higher\\)\\.";
  const writers = "\\(people with the role write or higher\\)\\.";
  expect(step()).toMatch(new RegExp(`^Tick the 3 open boxes of the section Review in ${link} ${writers} ${decide}$`));
  as("bob").comment(review, "/phase concern taxes They differ by country");
  await settled();
  expect(step()).toMatch(
    new RegExp(
      "^Resolve the concern \\[taxes\\]\\(\\S+\\) of bob: `/phase resolve taxes` in a comment on " +
        `${link} \\(bob, or people with the role maintain or higher\\)\\. ` +
        `Tick the 3 open boxes of the section Review there ${writers} ${decide}$`,
    ),
  );
  as("bob").comment(review, "/phase resolve taxes");
  const { body } = item(review);
  as("carol").edit(review, {
    body: body.replace(/## Review[\s\S]*?## Decide/, (part) => part.replaceAll("[ ]", "[x]")),
  });
  await settled();
  expect(step()).toMatch(new RegExp(`^Decide: \`/phase continue\` in a comment on ${link}`));
  as("carol").comment(review, "/phase continue");
  await settled();
  expect(check(pull.number)).toBe("success Open: MVP is passed");
});

type World = (at: Waiting) => Promise<void> | void;

const reviewed =
  (...commands: string[]): World =>
  async ({ alice, reviews, settled }) => {
    alice.closeMilestone(1);
    await settled();
    for (const command of commands) alice.comment(reviews()[0]?.number ?? 0, command);
  };

/** With the issue closed, so that all criteria are met. */
const met =
  (...commands: string[]): World =>
  async (at) => {
    at.alice.close(at.issue.number);
    await reviewed(...commands)(at);
  };

const TEAM = 'commands: { roles: { decide: "@octo/leads", override: "@octo/leads", review: triage } }';

const SCENARIOS: [name: string, text: string, world: World, commands: readonly string[]][] = [
  ["open issues", plan("criteria"), () => undefined, ["override"]],
  ["an open milestone", plan("milestone"), ({ alice }) => alice.close(1), ["override"]],
  ["a missing decision", plan("decision"), met(), ["continue", "override"]],
  [
    "a review that somebody closed",
    plan("decision"),
    async (at) => {
      await met()(at);
      at.alice.close(at.reviews()[0]?.number ?? 0);
    },
    ["review", "override"],
  ],
  ["open issues under review", plan("criteria"), reviewed(), ["continue --waive", "override"]],
  ["a pivot", plan("criteria"), met("/phase pivot wrong customers"), ["continue", "override"]],
  ["a stop", plan("milestone"), met("/phase stop no money"), ["continue", "override"]],
  ["a stop with open issues", plan("decision"), reviewed("/phase stop no money"), ["continue --waive", "override"]],
  [
    "a concern under review",
    plan("criteria"),
    reviewed("/phase concern taxes"),
    ["resolve taxes", "continue --waive", "override"],
  ],
  [
    "a pivot with a concern",
    plan("criteria"),
    met("/phase pivot wrong customers", '/phase concern "data loss"'),
    ['resolve "data loss"', "continue", "override"],
  ],
  ["a team that decides", plan("decision", TEAM), met(), ["continue", "override"]],
  ["no milestone", plan("criteria"), ({ alice }) => alice.deleteMilestone(1), ["override"]],
  ["open tasks and feedback", plan("criteria", "", "[feedback, tasks-done]"), () => undefined, ["override"]],
  ["an open pull request", plan("criteria", "", "[pull-requests-merged]"), openInMvp, ["override"]],
  ["no phase", `${plan("criteria")}`.replace("{ until: criteria }", "{ unphased: block }"), unplanned, ["override"]],
  [
    "an invalid plan",
    plan("criteria"),
    ({ alice }) => void alice.push("main", { [FILE]: "phaces: []\n" }),
    ["override"],
  ],
  ["a phase that only warns", plan("criteria").replace('["Polish"]', '["Polish"], enforcement: warn'), met(), []],
];

function openInMvp({ alice }: Waiting): void {
  const other = alice.openPull("Pay by card");
  alice.setMilestone(other.number, 1);
}

function unplanned({ alice, pull }: Waiting): void {
  alice.setMilestone(pull.number, null);
}

/** Links that are there on GitHub, of which the sandbox's page has none; and Milegate's own documentation. */
async function answers(url: string): Promise<boolean> {
  const [, page] = /^https:\/\/github\.com\/milegate\/milegate\/blob\/main\/([^#]+)/.exec(url) ?? [];
  if (page !== undefined) return existsSync(new URL(`../../${page}`, import.meta.url));
  return (await fetch(url)).ok;
}

type Offer = { command: string; place: number; by: "alice" | "bob" | "carol" | "mallory"; below: Role | null };

const PEOPLE = { admin: "alice", maintain: "carol", write: "carol", triage: "bob" } as const;
/** The next role below, which is not enough. */
const BELOW = { admin: "maintain", maintain: "write", write: "triage", triage: "read" } as const;

/** The commands of a line, where they are to be given, and for each somebody who may: those of the first role named behind it. */
function offersIn(step: string): Offer[] {
  return step.split("\n").flatMap((line): Offer[] => {
    const [, here, there] = /in a comment on (?:#(\d+)|\[[^\]]*\]\(\S*?\/(\d+)\))/.exec(line) ?? [];
    return [...line.matchAll(/(?:: |\? |Then )`(\/phase [^`]+)`/g)].map(({ 1: command = "", index }) => {
      const behind = line.slice(index);
      const [, role, team] = /people with the role (\w+)|(members of the team `@octo\/leads`)/.exec(behind) ?? [];
      const named = role as keyof typeof PEOPLE;
      const who =
        team === undefined ? { by: PEOPLE[named], below: BELOW[named] } : { by: "mallory" as const, below: null };
      return { command: command.replace("<reason>", "because"), place: Number(here ?? there), ...who };
    });
  });
}

describe("every step that is offered can be taken:", () => {
  test.each(SCENARIOS)("%s", async (_name, text, world, commands) => {
    const at = await waiting(text);
    const { pull, settled, item, check } = at;
    await world(at);
    await settled();
    const { step, leadsTo } = stepOf(at, pull.number);
    const links = [...step.matchAll(/\]\((\S+?)\)/g)].map(([, url = ""]) => url);
    const urls = [...links, `${at.sandbox.url}${leadsTo}`];
    const broken = await Promise.all(urls.map(async (url) => ((await answers(url)) ? [] : [url])));
    expect(broken.flat()).toEqual([]);
    const [run] = at.checks(pull.number);
    const page = await (await fetch(`${at.sandbox.url}/octo/shop/runs/${run?.id}`)).text();
    expect(page).toContain(`href="${run?.detailsUrl}"`);
    const offers = offersIn(step);
    expect(offers.map(({ command }) => command.replace(/^\/phase | mvp| because/g, ""))).toEqual(commands);
    const reactionsTo = async (login: Offer["by"], command: string, place: number) => {
      at.as(login).comment(place, command);
      await settled();
      const reactions = item(place).comments.findLast(({ body }) => body === command)?.reactions ?? [];
      return [login, command, ...reactions.map(({ content }) => content)];
    };
    for (const { command, place, by, below } of offers) {
      // An admin is not in the team.
      const lesser = below === null ? "alice" : "mallory";
      if (below !== null) at.shop.roles.set(lesser, below);
      expect(await reactionsTo(lesser, command, place)).toEqual([lesser, command, "eyes", "confused"]);
      expect(await reactionsTo(by, command, place)).toEqual([by, command, "eyes", "rocket"]);
    }
    expect(check(pull.number)).not.toMatch(/^action_required/);
  });
});

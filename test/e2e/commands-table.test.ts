// Every command by everybody in every place: what GitHub shows of it, held against SPEC section 7. The table is printed.
import { afterAll, expect, test } from "@jest/globals";
import type { Account, Comment, WorldItem } from "@milegate/sandbox";
import { addTeam, addUser, person } from "@milegate/sandbox";
import { commands } from "../../src/commands/index.ts";
import {
  type AuthorRank,
  COMMAND_FORMS,
  type CommandAuthor,
  type CommandForm,
  type ExpectedOutcome,
  expectedOutcome,
  ITEM_PLACES,
  type ItemPlace,
} from "./spec-commands.ts";
import { useScenario } from "./use.ts";

const start = useScenario();

const somebody = (login: string, rank: AuthorRank, more: Partial<CommandAuthor> = {}): CommandAuthor => ({
  login,
  rank,
  decides: null,
  isBot: false,
  ...more,
});

const TEAM = 'commands: { roles: { decide: "@octo/leads" } }';

type Cell = { form: string; who: string; place: ItemPlace; found: string };

/** Everybody has a phase of their own with its review, an issue and a pull request, so that nobody is in the others' way. */
async function world(people: readonly CommandAuthor[], plan = "") {
  const scenario = await start({
    private: true,
    roles: { alice: "admin", tina: "triage" },
    files: { ".github/milegate.yml": planFor(people, plan) },
  });
  const { sandbox, shop, as, settled, reviews } = scenario;
  const alice = as("alice");
  const accounts = new Map<string, Account>();
  const acting = (login: string) => person(sandbox.world, shop, accounts.get(login) ?? addUser(sandbox.world, login));
  const tina = acting("tina");
  alice.createMilestone("Spare");
  alice.openIssue("Spare work", { milestone: 1 });
  const places = new Map<string, Record<Exclude<ItemPlace, "closed review">, number>>();
  const left = new Map<string, number>();
  for (const { login, rank, isBot } of people) {
    const account = isBot ? { ...addUser(sandbox.world, login), type: "Bot" as const } : addUser(sandbox.world, login);
    accounts.set(login, account);
    // Who is without access had it when they wrote.
    shop.roles.set(login, "triage");
    const own = alice.createMilestone(`Of ${login}`).number;
    const more = alice.createMilestone(`More of ${login}`).number;
    left.set(login, alice.openIssue(`Work of ${login}`, { milestone: own }).number);
    const issue = acting(login).openIssue(`Issue of ${login}`, { milestone: more }).number;
    const pull = acting(login).openPull(`Pull of ${login}`).number;
    alice.setMilestone(pull, more);
    alice.closeMilestone(own);
    places.set(login, { issue, "pull request": pull, review: 0 });
    if (rank === "none") shop.roles.delete(login);
    else shop.roles.set(login, rank);
  }
  await settled();
  for (const { login } of people) {
    const review = reviews().find(({ title }) => title.startsWith(`Boundary review: Of ${login} `))?.number ?? 0;
    places.set(login, { ...(places.get(login) ?? { issue: 0, "pull request": 0 }), review });
    tina.comment(review, "/phase concern other");
  }
  await settled();
  return {
    ...scenario,
    acting,
    at: (login: string, place: ItemPlace): number =>
      places.get(login)?.[place === "closed review" ? "review" : place] ?? 0,
    left: (login: string): number => left.get(login) ?? 0,
  };
}

function planFor(people: readonly CommandAuthor[], more: string): string {
  const phase = (id: string, name: string, requires: string) =>
    `  - { id: ${id}, name: "${name}", milestones: ["${name}"], requires: [${requires}] }`;
  const own = people.flatMap(({ login }) => [
    phase(login, `Of ${login}`, "spare"),
    phase(`more-${login}`, `More of ${login}`, "spare"),
  ]);
  return ["version: 1", "phases:", phase("spare", "Spare", ""), ...own, more].join("\n");
}

type World = Awaited<ReturnType<typeof world>>;

async function play(at: World, people: readonly CommandAuthor[]): Promise<Cell[]> {
  const cells: Cell[] = [];
  const three = ITEM_PLACES.filter((place) => place !== "closed review");
  for (const form of COMMAND_FORMS.filter(({ where }) => where[0] !== "closed review"))
    cells.push(...(await round(at, people, form, three)));
  for (const { login } of people) {
    const review = at.item(at.at(login, "review"));
    if (review.state === "open") at.as("alice").close(review.number, "completed");
  }
  await at.settled();
  for (const form of COMMAND_FORMS.filter(
    ({ where }) => where.includes("closed review") && where.length < ITEM_PLACES.length,
  ))
    cells.push(...(await round(at, people, form, ["closed review"])));
  return cells;
}

/** One command by everybody at once, a comment each. */
async function round(
  at: World,
  people: readonly CommandAuthor[],
  form: CommandForm,
  places: readonly ItemPlace[],
): Promise<Cell[]> {
  const written = people.flatMap((who) =>
    places.map((place) => {
      const item = at.item(at.at(who.login, place));
      const before = stateOf(item);
      return { who, place, item, before, comment: at.acting(who.login).comment(item.number, form.say(who.login)) };
    }),
  );
  await at.settled();
  return written.map(({ who, place, item, before, comment }) => {
    const said = outcomeOf(item, comment);
    const isShown = form.shows(seenAt(at, who.login, item, comment), who.login);
    const wrong = said === "done" ? (isShown ? "" : " without effect") : stateOf(item) === before ? "" : " with effect";
    return { form: form.name, who: who.login, place, found: `${said}${wrong}` };
  });
}

/** What a command could have changed of it. */
const stateOf = ({ state, milestone, labels, comments }: WorldItem): string =>
  JSON.stringify([
    state,
    milestone?.title ?? null,
    labels.map(({ name }) => name).toSorted(),
    comments.filter(({ body }) => /^<!-- milegate:/.test(body)).length,
  ]);

const repliesTo = ({ comments }: WorldItem, { id }: Comment): string[] =>
  comments.flatMap(({ body }) => (body.includes(`<!-- milegate:reply comment=${id} `) ? [body] : []));

function seenAt(at: World, login: string, item: WorldItem, comment: Comment) {
  const check = item.kind === "pull" ? at.check(item.number) : "";
  return { item, replies: repliesTo(item, comment), reviews: at.reviews(), left: at.item(at.left(login)), check };
}

function outcomeOf(item: WorldItem, comment: Comment): ExpectedOutcome | string {
  const given = comment.reactions.map(({ content }) => content).join(", ");
  const replies = repliesTo(item, comment);
  if (given === "" && replies.length === 0) return "nothing";
  if (given === "eyes, rocket") return "done";
  const [reply = ""] = replies;
  if (given !== "eyes, confused" || replies.length !== 1) return `${given} with ${replies.length} replies`;
  if (reply.includes("it works on ")) return "place";
  return /it needs (the role|membership)/.test(reply) && !reply.includes("was raised by") ? "role" : "refused";
}

const MARKS: Record<ExpectedOutcome, string> = {
  done: "done",
  place: "·",
  role: "no",
  refused: "refused",
  nothing: "nothing",
};

type Column = { as: string; cells: Cell[] };

const columns: Column[] = [];

afterAll(() => {
  const rows = (columns[0]?.cells ?? []).map(({ form, place }, at) => [
    `${form} | ${place}`,
    ...columns.map(({ cells }) => MARKS[cells[at]?.found as ExpectedOutcome] ?? cells[at]?.found ?? "?"),
  ]);
  const line = (row: string[]) => `| ${row.map((cell, at) => cell.padEnd(at === 0 ? 32 : 8)).join(" | ")} |`;
  const table = [["command | place", ...columns.map(({ as }) => as)], ...rows].map(line).join("\n");
  process.stdout.write(`\n· is the wrong place, no is not allowed, nothing is ignored\n${table}\n`);
});

/** Two at a time: a look at a repository costs more the more phases it has. */
test.each<[string, CommandAuthor, string, CommandAuthor, string]>([
  ["none", somebody("nora", "none"), "author", somebody("otto", "none"), ""],
  ["read", somebody("rita", "read"), "triage", somebody("tess", "triage"), ""],
  ["write", somebody("will", "write"), "maintain", somebody("mona", "maintain"), ""],
  ["admin", somebody("adam", "admin"), "bot", somebody("robo", "admin", { isBot: true }), ""],
  [
    "in team",
    somebody("lena", "read", { decides: true }),
    "not in",
    somebody("mark", "maintain", { decides: false }),
    TEAM,
  ],
])(
  "every command by %s, and by somebody else",
  async (one, first, other, second, plan) => {
    const at = await world([first, second], plan);
    const members = at.sandbox.world.users.filter(({ login }) => login === "lena");
    addTeam(at.sandbox.world, at.octo, "leads", { members });
    const cells = await play(at, [first, second]);
    for (const [as, { login }] of [
      [one, first],
      [other, second],
    ] as const)
      columns.push({ as, cells: cells.filter(({ who }) => who === login) });
    const people = new Map([first, second].map((each) => [each.login, each]));
    const wanted = cells.map((cell) => ({ ...cell, found: expectedAt(cell, people.get(cell.who)) }));
    expect(cells).toEqual(wanted);
  },
  120_000,
);

function expectedAt({ form: name, place }: Cell, who: CommandAuthor | undefined): ExpectedOutcome | null {
  const form = COMMAND_FORMS.find((each) => each.name === name);
  return form === undefined || who === undefined ? null : expectedOutcome(form, who, place);
}

/** Whom a sign-off names is nobody's role: sign-offs.test.ts has those. */
test("the table has every command that roles govern", () => {
  expect([...new Set(COMMAND_FORMS.map(({ name }) => name.split(" ")[0]))].toSorted()).toEqual(
    commands.flatMap(({ verb, named }) => (named === true ? [] : [verb])).toSorted(),
  );
});

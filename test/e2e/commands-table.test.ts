// Every command by everybody in every place: what GitHub shows of it, held against SPEC sections 7 and 13. The table is printed.
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
  SIGN_OFF,
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

/** Everybody has a phase of their own with its review, an issue and a pull request, so that nobody is in the others' way; bots have none. */
async function world(all: readonly CommandAuthor[], plan = "") {
  const people = all.filter(({ isBot }) => !isBot);
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
  for (const { login } of all.filter(({ isBot }) => isBot))
    accounts.set(login, { ...addUser(sandbox.world, login), type: "Bot" });
  for (const { login, rank } of people) {
    accounts.set(login, addUser(sandbox.world, login));
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
    /** Who has no place of their own speaks in the last one's. */
    at: (login: string, place: ItemPlace): number =>
      (places.get(login) ?? [...places.values()].at(-1))?.[place === "closed review" ? "review" : place] ?? 0,
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
  return ["version: 1", "phases:", phase("spare", "Spare", ""), ...own, SIGN_OFF, more].join("\n");
}

type World = Awaited<ReturnType<typeof world>>;

/** Bots are heard last, all at once: nothing comes of what they say. */
async function play(at: World, all: readonly CommandAuthor[]): Promise<Cell[]> {
  const [bots, people] = [all.filter(({ isBot }) => isBot), all.filter(({ isBot }) => !isBot)];
  const three = ITEM_PLACES.filter((place) => place !== "closed review");
  const cells: Cell[] = [];
  const played = async (forms: readonly CommandForm[], places: readonly ItemPlace[]): Promise<void> => {
    for (const form of forms) cells.push(...(await round(at, people, [form], places)));
    cells.push(...(await round(at, bots, forms, places)));
  };
  await played(
    COMMAND_FORMS.filter(({ where }) => where[0] !== "closed review"),
    three,
  );
  for (const { login } of people) {
    const review = at.item(at.at(login, "review"));
    if (review.state === "open") at.as("alice").close(review.number, "completed");
  }
  await at.settled();
  await played(
    COMMAND_FORMS.filter(({ where }) => where.includes("closed review") && where.length < ITEM_PLACES.length),
    ["closed review"],
  );
  return cells;
}

/** Where a command works is nobody's role, and some need none: who may least and who may most are enough for those. */
const isPlayed = (form: CommandForm, who: CommandAuthor, place: ItemPlace): boolean => {
  const isRoles = form.who !== "anyone" && expectedOutcome(form, who, place) !== "place";
  return isRoles || who.isBot || who.rank === "none" || who.rank === "admin";
};

/** By everybody at once, a comment each. */
async function round(
  at: World,
  people: readonly CommandAuthor[],
  forms: readonly CommandForm[],
  places: readonly ItemPlace[],
): Promise<Cell[]> {
  const written = people.flatMap((who) =>
    forms.flatMap((form) =>
      places.flatMap((place) => {
        if (!isPlayed(form, who, place)) return [];
        const item = at.item(at.at(who.login, place));
        const before = stateOf(item);
        const comment = at.acting(who.login).comment(item.number, form.say(who.login));
        return [{ form, who, place, item, before, comment }];
      }),
    ),
  );
  await at.settled();
  return written.map(({ form, who, place, item, before, comment }) => {
    const said = outcomeOf(item, comment);
    const isShown = () => form.shows(seenAt(at, who.login, item, comment), who.login);
    const isSame = () => stateOf(item) === before;
    const wrong = said === "done" ? (isShown() ? "" : " without effect") : isSame() ? "" : " with effect";
    return { form: form.name, who: who.login, place, found: `${said}${wrong}` };
  });
}

/** What a command could have changed of it. */
const stateOf = ({ state, milestone, labels, comments }: WorldItem): string =>
  JSON.stringify([
    state,
    milestone?.title ?? null,
    labels.map(({ name }) => name).toSorted(),
    comments.flatMap(({ body }) => /^<!-- milegate:(?:.* voices=\S*)?/.exec(body) ?? []),
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
  const rows = (columns[0]?.cells ?? []).map(({ form, place }) => [
    `${form} | ${place}`,
    ...columns.map(({ cells }) => {
      const found = cells.find((cell) => cell.form === form && cell.place === place)?.found ?? "";
      return MARKS[found as ExpectedOutcome] ?? found;
    }),
  ]);
  const line = (row: string[]) => `| ${row.map((cell, at) => cell.padEnd(at === 0 ? 32 : 8)).join(" | ")} |`;
  const table = [["command | place", ...columns.map(({ as }) => as)], ...rows].map(line).join("\n");
  process.stdout.write(
    `\n· is the wrong place, no is not allowed, nothing is ignored; what depends on no role is played by two\n${table}\n`,
  );
});

/** Two at a time: a look at a repository costs more the more phases it has. */
test.each<[string, CommandAuthor[], string[], string]>([
  ["none and read", [somebody("nora", "none"), somebody("rita", "read")], ["none", "read"], ""],
  ["triage and write", [somebody("tess", "triage"), somebody("will", "write")], ["triage", "write"], ""],
  ["maintain and admin", [somebody("mona", "maintain"), somebody("adam", "admin")], ["maintain", "admin"], ""],
  [
    "who is in the plan's team, who is not, and a bot",
    [
      somebody("lena", "read", { decides: true }),
      somebody("mark", "maintain", { decides: false }),
      somebody("robo", "admin", { isBot: true }),
    ],
    ["in team", "not in", "bot"],
    TEAM,
  ],
])(
  "every command by %s",
  async (_who, all, names, plan) => {
    const at = await world(all, plan);
    const members = at.sandbox.world.users.filter(({ login }) => login === "lena");
    addTeam(at.sandbox.world, at.octo, "leads", { members });
    const cells = await play(at, all);
    for (const [each, { login }] of all.entries())
      columns.push({ as: names[each] ?? login, cells: cells.filter(({ who }) => who === login) });
    const people = new Map(all.map((each) => [each.login, each]));
    const wanted = cells.map((cell) => ({ ...cell, found: expectedAt(cell, people.get(cell.who)) }));
    expect(cells).toEqual(wanted);
  },
  120_000,
);

function expectedAt({ form: name, place }: Cell, who: CommandAuthor | undefined): ExpectedOutcome | null {
  const form = COMMAND_FORMS.find((each) => each.name === name);
  return form === undefined || who === undefined ? null : expectedOutcome(form, who, place);
}

/** A sign-off here asks a role; teams and lists of people are sign-offs.test.ts's. */
test("the table has every command", () => {
  expect([...new Set(COMMAND_FORMS.map(({ name }) => name.split(" ")[0]))].toSorted()).toEqual(
    commands.map(({ verb }) => verb).toSorted(),
  );
});

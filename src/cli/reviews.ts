// milegate reviews OWNER: what waits for whom in all repositories of an owner, the longest first.
import type { Octokit } from "@octokit/rest";
import pLimit from "p-limit";
import { z } from "zod";
import { reviewsOf } from "../decisions/review.ts";
import { repositoryWith } from "../github/with-token.ts";
import { utcDay } from "../markdown/instant.ts";
import { isSameName } from "../names.ts";
import type { SignOff } from "../plan/plan.ts";
import type { DeliveryOf } from "../plan/roster.ts";
import { ROLES } from "../plan/values.ts";
import { isNamed } from "../reconcile/access.ts";
import { withOwnerSources } from "../reconcile/complete.ts";
import { planInForce } from "../reconcile/needed-facts.ts";
import { type Waiting, waitingIn } from "../sign-offs/waiting.ts";
import { formatRepository } from "./address.ts";
import { APP_ID_OPTION, APP_OPTION, appForJson } from "./app-identity.ts";
import { EXIT_FINDING, EXIT_FINE } from "./exit.ts";
import { readerWith, type TokenClient, withToken } from "./github.ts";
import type { CliIo, TellProgress } from "./io.ts";
import { JSON_OPTION, jsonText } from "./json.ts";
import { ownerRepositories } from "./owner-repositories.ts";
import { repositoryRefusal } from "./refusal.ts";
import type { CliSubcommand } from "./subcommand.ts";
import { alignedRows } from "./table.ts";

type Listed = Waiting & { repository: string; isMine: boolean };
type Unreadable = { repository: string; why: string };

export const reviewsSubcommand: CliSubcommand = {
  name: "reviews",
  arguments: [{ name: "<owner>", description: "whose repositories" }],
  summary:
    "list what waits for whom: sign-offs and decisions, the longest first; exit 1 if one is overdue, or a repository can't be read",
  options: [{ flags: "--mine", description: "only what waits for you" }, JSON_OPTION, APP_OPTION, APP_ID_OPTION],
  run: async (io, [owner = ""], options) => {
    const now = new Date();
    const about = { repository: null, what: `reading ${owner}`, app: "required" } as const;
    const { app, listed, unreadable } = await withToken(io, options, about, async (client, tell) => ({
      app: client.app,
      ...(await listedIn(io, client, owner, tell)),
    }));
    const shown = (options["mine"] === true ? listed.filter(({ isMine }) => isMine) : listed).toSorted(longestFirst);
    if (options["json"] === true)
      io.data(jsonText({ owner, app: appForJson(app), waiting: shown.map((each) => forJson(each, now)), unreadable }));
    else print(io, owner, shown, unreadable, now);
    return shown.some((each) => isOverdue(each, now)) || unreadable.length > 0 ? EXIT_FINDING : EXIT_FINE;
  },
};

const longestFirst = (a: Listed, b: Listed): number => a.since.getTime() - b.since.getTime();

const isOverdue = ({ due }: Pick<Waiting, "due">, now: Date): boolean => due !== null && due <= now;

const AT_ONCE = 4;

async function listedIn(io: CliIo, client: TokenClient, owner: string, tell: TellProgress) {
  const [{ login, repositories }, me] = [
    await ownerRepositories(client.octokit, owner),
    await viewerOf(client.octokit),
  ];
  const live = repositories.filter(({ isArchived }) => !isArchived);
  const [limit, listed, unreadable] = [pLimit(AT_ONCE), [] as Listed[], [] as Unreadable[]];
  let read = 0;
  const list = async (name: string): Promise<void> => {
    const repository = formatRepository({ owner: login, name });
    try {
      listed.push(...(await waitingThere(client, { owner: login, name }, me)).map((each) => ({ ...each, repository })));
    } catch (error) {
      const why = repositoryRefusal(io, error, repository);
      if (why === null) throw error;
      unreadable.push({ repository, why });
    }
    read += 1;
    tell(`${read} of ${live.length} repositories`);
  };
  await Promise.all(live.map(({ name }) => limit(() => list(name))));
  return { listed, unreadable };
}

type Person = { login: string; id: number | undefined };

const viewer = z.object({ viewer: z.object({ login: z.string(), databaseId: z.number().nullable() }) });

async function viewerOf(octokit: Octokit): Promise<Person> {
  const { login, databaseId } = viewer.parse(
    await octokit.graphql("query Viewer { viewer { login databaseId } }"),
  ).viewer;
  return { login, id: databaseId ?? undefined };
}

async function waitingThere(client: TokenClient, where: { owner: string; name: string }, me: Person) {
  const { access } = repositoryWith(client.octokit, client.app, { ...where, installation: 0 });
  const read = readerWith(client, where);
  const repository = await withOwnerSources(read, await read.repository());
  const plan = planInForce(repository);
  // A delivery's reviews are in its home.
  if (plan.kind !== "active" || !isHome(plan, where)) return [];
  const waiting = waitingIn(plan.plan, reviewsOf(plan.plan, repository.reviews));
  const listed: Omit<Listed, "repository">[] = [];
  for (const each of waiting) listed.push({ ...each, isMine: (await isNamed(access, me, byOf(each))).kind === "yes" });
  return listed;
}

const isHome = ({ delivery }: { delivery: DeliveryOf | null }, { name }: { name: string }): boolean =>
  delivery === null || isSameName(delivery.home, name);

/** As a sign-off names whom it asks; a decision is anybody's who may decide, or its reviewers'. */
function byOf({ asked, signOff }: Waiting): Pick<SignOff, "by"> {
  if (signOff !== null) return signOff.signOff;
  const [only = ""] = asked;
  return { by: asked.length === 1 && (only.includes("/") || ROLES.some((role) => role === only)) ? only : asked };
}

const forJson = (
  { kind, repository, review, phase, signOff, state, asked, since, due }: Listed,
  now: Date,
): object => ({
  ...{ kind, repository, review: review.number, url: review.url, phase },
  ...{ signOff: signOff?.signOff.id ?? null, state, asked, since, due, overdue: isOverdue({ due }, now) },
});

function print(io: CliIo, owner: string, shown: readonly Listed[], unreadable: readonly Unreadable[], now: Date): void {
  if (shown.length === 0) io.out(`Nothing waits in the repositories of ${owner}.`);
  const rows = shown.map((each) => [
    utcDay(each.since),
    each.due === null ? "" : `${utcDay(each.due)}${isOverdue(each, now) ? " !" : ""}`,
    each.asked.join(", "),
    each.signOff === null
      ? "decision"
      : `${each.signOff.signOff.name}${each.state === "needs work" ? " (needs work)" : ""}`,
    `${each.repository}#${each.review.number}`,
  ]);
  const [head = "", ...lines] =
    rows.length === 0 ? [] : alignedRows([["Since", "Due", "Waits for", "What", "Review"], ...rows]);
  const isWide = io.columns === null || Math.max(0, ...[head, ...lines].map(({ length }) => length)) <= io.columns;
  if (isWide && rows.length > 0) io.out(io.paint("bold", head));
  for (const line of isWide ? lines : rows.flatMap(stacked)) io.out(line);
  if (shown.length > 1) io.out(`\n${loadText(shown)}`);
  for (const { repository, why } of unreadable) io.out(`\n${io.paint("red", "✘")} ${repository}: ${why}`);
}

const stacked = ([since = "", due = "", asked = "", what = "", review = ""]: readonly string[]): string[] => [
  `${what}: ${review}`,
  `  ${asked}, since ${since}${due === "" ? "" : `, due ${due}`}`,
];

/** How much waits for each of them, so that nobody is surprised. */
function loadText(shown: readonly Listed[]): string {
  const counts = [
    ...Map.groupBy(
      shown.flatMap(({ asked }) => asked),
      (each) => each,
    ),
  ].map(([who, all]) => ({ who, count: all.length }));
  const most = counts.toSorted((a, b) => b.count - a.count || a.who.localeCompare(b.who)).slice(0, 10);
  return `Waiting: ${most.map(({ who, count }) => `${who} ${count}`).join(", ")}.`;
}

// milegate plan OWNER: the dry run over every repository of an owner, as one table.
import pLimit from "p-limit";
import { situationOf } from "../feature.ts";
import { headChecks, headContent } from "../gate/head-checks.ts";
import type { DeliveryOf, MemberOf } from "../plan/roster.ts";
import type { DeliveryReader } from "../reconcile/delivery-source.ts";
import { formatRepository } from "./address.ts";
import { appForJson, formatApp } from "./app-identity.ts";
import { EXIT_FINDING, EXIT_FINE } from "./exit.ts";
import { ownerReaders, type TokenClient, withToken } from "./github.ts";
import type { CliIo, TellProgress } from "./io.ts";
import { jsonText, planForJson } from "./json.ts";
import { ownerRepositories } from "./owner-repositories.ts";
import { type PlannedRepository, planRepository } from "./planned.ts";
import { repositoryRefusal } from "./refusal.ts";
import type { OptionValues } from "./subcommand.ts";
import { alignedRows } from "./table.ts";

/** `blocked` and `labelled` are numbers of issues and pull requests; `changes` counts all that the app would change. */
type Outlook = {
  repository: string;
  plan: PlannedRepository["snapshot"]["plan"];
  blocked: number[];
  labelled: number[];
  changes: number;
};

type Unread = { repository: string; unreadable: string };

type OwnerOutlook = { owner: string; archived: string[]; outlooks: (Outlook | Unread)[] };

/** Resolves with the exit code: 1 if a plan is invalid, or a repository can't be read. */
export async function planOwner(io: CliIo, owner: string, options: OptionValues): Promise<number> {
  const about = { repository: null, what: `reading ${owner}`, app: "optional" } as const;
  const { app, ...found } = await withToken(io, options, about, async (client, tell) => ({
    app: client.app,
    ...(await ownerOutlook(io, client, owner, tell)),
  }));
  if (options["json"] === true) io.data(jsonText({ owner: found.owner, app: appForJson(app), ...forJson(found) }));
  else print(io, found, formatApp(app));
  return found.outlooks.some(needsAttention) ? EXIT_FINDING : EXIT_FINE;
}

/** How many repositories are read at the same time. GitHub asks for few requests at once. */
const AT_ONCE = 4;

async function ownerOutlook(io: CliIo, client: TokenClient, owner: string, tell: TellProgress): Promise<OwnerOutlook> {
  const { login, repositories } = await ownerRepositories(client.octokit, owner);
  const nameOf = ({ name }: { name: string }): string => formatRepository({ owner: login, name });
  const [limit, now, readerOf] = [pLimit(AT_ONCE), new Date(), ownerReaders(client, login)];
  const live = repositories.filter(({ isArchived }) => !isArchived);
  let read = 0;
  const outlooks = await Promise.all(
    live.map((repository) =>
      limit(async () => {
        const outlook = await outlookOn(io, readerOf(repository.name), nameOf(repository), now);
        read += 1;
        tell(`${read} of ${live.length} repositories`);
        return outlook;
      }),
    ),
  );
  return { owner: login, archived: repositories.filter(({ isArchived }) => isArchived).map(nameOf), outlooks };
}

/** What GitHub refuses of one repository is said in its row; everything else ends the command. */
async function outlookOn(io: CliIo, reader: DeliveryReader, repository: string, now: Date): Promise<Outlook | Unread> {
  try {
    return { repository, ...summaryOf(await planRepository(reader, now), now) };
  } catch (error) {
    const unreadable = repositoryRefusal(io, error, repository);
    if (unreadable === null) throw error;
    return { repository, unreadable };
  }
}

function summaryOf({ snapshot, changes }: PlannedRepository, now: Date): Omit<Outlook, "repository"> {
  const blocked = headChecks(situationOf(snapshot, now))
    .filter((head) => headContent(head).conclusion === "action_required")
    .flatMap(({ pulls }) => pulls.map(({ number }) => number));
  const labelled = changes.flatMap((change) => (change.kind === "add-labels" ? [change.item] : []));
  return { plan: snapshot.plan, blocked, labelled: [...new Set(labelled)], changes: changes.length };
}

const isUnread = (outlook: Outlook | Unread): outlook is Unread => "unreadable" in outlook;

const needsAttention = (outlook: Outlook | Unread): boolean => isUnread(outlook) || outlook.plan.kind === "invalid";

/** In the order in which their repositories come. */
function deliveriesAmong(outlooks: readonly (Outlook | Unread)[]): DeliveryOf[] {
  const found = outlooks.flatMap((each) => deliveryOf(each) ?? []);
  return [...new Map(found.map((delivery) => [delivery.id, delivery])).values()];
}

const deliveryOf = (outlook: Outlook | Unread): DeliveryOf | null =>
  isUnread(outlook) || outlook.plan.kind === "inactive" ? null : outlook.plan.delivery;

const forJson = ({ outlooks, archived }: OwnerOutlook): object => ({
  deliveries: deliveriesAmong(outlooks).map(({ id, name, home, members, overlapping }) => ({
    ...{ id, name, home, overlapping },
    members: members.map((member) => ({ name: member.name, state: member.state })),
  })),
  repositories: outlooks.map((outlook) =>
    isUnread(outlook) ? { ...outlook, plan: null } : { ...outlook, plan: planForJson(outlook.plan) },
  ),
  archived,
});

const STATES = {
  active: { repository: "active, own plan", owner: "active, owner's plan", "built-in": "active, built-in plan" },
  invalid: { repository: "invalid plan", owner: "owner's plan invalid", "built-in": "invalid plan" },
} as const;

function stateOf(outlook: Outlook | Unread): string {
  if (isUnread(outlook)) return "can't be read";
  const { plan } = outlook;
  if (plan.kind === "inactive") return "not active";
  return plan.kind === "active" && plan.delivery !== null
    ? `active, delivery ${plan.delivery.id}`
    : STATES[plan.kind][plan.source];
}

/** Those where something would happen come first. */
const ORDER = ["invalid", "active", "inactive"];
const rank = (outlook: Outlook | Unread): number => (isUnread(outlook) ? -1 : ORDER.indexOf(outlook.plan.kind));

function print(io: CliIo, { owner, outlooks, archived }: OwnerOutlook, app: string): void {
  const active = outlooks.filter((outlook) => !isUnread(outlook) && outlook.plan.kind === "active").length;
  io.out(`${io.paint("bold", owner)}: Milegate would be active in ${active} of ${counted(outlooks.length)}`);
  io.out(`${app}\n`);
  const rows = outlooks.toSorted((a, b) => rank(a) - rank(b)).map(row);
  const [head = "", ...lines] = alignedRows([["Repository", "Would be", "Blocked", "Labelled"], ...rows]);
  const isWide = io.columns === null || Math.max(...[head, ...lines].map(({ length }) => length)) <= io.columns;
  if (isWide) io.out(io.paint("bold", head));
  for (const line of isWide ? lines : rows.flatMap(stacked)) io.out(line);
  for (const line of deliveriesAmong(outlooks).flatMap(deliveryLines)) io.out(line);
  for (const outlook of outlooks)
    if (isUnread(outlook)) io.out(`\n${io.paint("red", "✘")} ${outlook.repository}: ${outlook.unreadable}`);
  if (archived.length > 0) io.out(`\nLeft out, because they are archived: ${counted(archived.length)}.`);
  io.out("\nBlocked: open pull requests that would be blocked. Nothing was changed.");
  io.out(`\`milegate plan ${owner}/REPO\` lists every change in one of them.`);
}

const MEMBERS: Record<MemberOf["state"], string> = {
  member: "",
  archived: " (archived, left out)",
  unreachable: " (can't be read)",
};

/** A member a line, so that a narrow terminal shows a delivery of many. */
const deliveryLines = ({ id, name, home, members, overlapping }: DeliveryOf): string[] => [
  `\nDelivery ${id}: ${name}`,
  ...members.map((member) => `  ${member.name}${member.name === home ? " (home)" : ""}${MEMBERS[member.state]}`),
  ...overlapping.map((repository) => `  ${repository} (in an earlier delivery)`),
];

function row(outlook: Outlook | Unread): string[] {
  const [, name = ""] = outlook.repository.split("/");
  const numbers = isUnread(outlook) ? ["", ""] : [outlook.blocked.length, outlook.labelled.length].map(String);
  return [name, stateOf(outlook), ...numbers];
}

/** Two lines each, for a narrow terminal. */
const stacked = ([name = "", state = "", blocked = "", labelled = ""]: readonly string[]): string[] => [
  name,
  `  ${state}${blocked === "" ? "" : `, ${blocked} blocked, ${labelled} labelled`}`,
];

const counted = (count: number): string => `${count} ${count === 1 ? "repository" : "repositories"}`;

// milegate explain: shows why a pull request's check has its verdict.

import { situationOf } from "../feature.ts";
import { headChecks, headContent } from "../gate/head-checks.ts";
import type { AppIdentity } from "../github/context.ts";
import type { CheckContent, PullItem } from "../github/model.ts";
import { terminalText } from "../markdown/terminal.ts";
import { ANY_ACCESS } from "../reconcile/access.ts";
import type { DeliveryReader } from "../reconcile/delivery-source.ts";
import { observe } from "../reconcile/observe.ts";
import { observeProposals } from "../reconcile/proposals.ts";
import type { Snapshot } from "../snapshot.ts";
import { formatRepository, PULL_ARGUMENT, parsePullRequest, type RepositoryTarget } from "./address.ts";
import { APP_ID_OPTION, APP_OPTION, appForJson, formatApp } from "./app-identity.ts";
import { EXIT_FINDING, EXIT_FINE, UsageError } from "./exit.ts";
import { readRepository } from "./github.ts";
import type { CliIo } from "./io.ts";
import { JSON_OPTION, jsonText } from "./json.ts";
import { SAVE_OPTIONS, saveCase, saveRequest } from "./save.ts";
import type { CliSubcommand } from "./subcommand.ts";

export const explainSubcommand: CliSubcommand = {
  name: "explain",
  arguments: [PULL_ARGUMENT],
  summary: "say why a pull request is blocked, or not; exit 1 where it is blocked",
  options: [JSON_OPTION, APP_OPTION, APP_ID_OPTION, ...SAVE_OPTIONS],
  run: async (io, [written], options) => {
    const { number, ...target } = parsePullRequest(written, io);
    const name = `${formatRepository(target)}#${number}`;
    const save = await saveRequest(io, options);
    const now = new Date();
    const { snapshot, app } = await readRepository(io, target, options, async (reader, app) => {
      const seen = await observe(reader, { kind: "item", number }, now);
      return { snapshot: save === null ? seen : await withProposals(reader, seen, now), app };
    });
    const item = pullIn(snapshot, name, number);
    const verdict = verdictOn(snapshot, item, now);
    if (options["json"] === true) io.data(jsonText(forJson(target, item, app, verdict)));
    else print(io, `${name} ${item.title}`, app, verdict);
    if (save !== null) await saveCase(io, save, snapshot, now);
    return verdict.kind === "check" && verdict.check.conclusion === "action_required" ? EXIT_FINDING : EXIT_FINE;
  },
};

const withProposals = async (reader: DeliveryReader, seen: Snapshot, now: Date): Promise<Snapshot> => ({
  ...seen,
  proposals: await observeProposals({ read: reader, access: ANY_ACCESS }, seen, now),
});

type Verdict = { kind: "check"; check: CheckContent } | { kind: "none"; why: string };

function pullIn(snapshot: Snapshot, name: string, number: number): PullItem {
  const item = snapshot.items.find((each) => each.number === number);
  if (item?.kind === "pull") return item;
  throw new UsageError(
    item === undefined
      ? `there is no ${name}. Check the number.`
      : `${name} is an issue; only pull requests have a check.`,
  );
}

function verdictOn(snapshot: Snapshot, { number, state }: PullItem, now: Date): Verdict {
  if (state === "closed") return { kind: "none", why: "it is closed; only open pull requests have a check" };
  const check = checkFor(snapshot, number, now);
  if (check !== null) return { kind: "check", check };
  const why = snapshot.plan.kind === "inactive" ? snapshot.plan.reason : "the repository is archived";
  return { kind: "none", why };
}

const forJson = (target: RepositoryTarget, { number, title, url }: PullItem, app: AppIdentity, verdict: Verdict) => ({
  repository: formatRepository(target),
  number,
  title,
  url,
  app: appForJson(app),
  ...(verdict.kind === "none"
    ? { conclusion: null, verdict: null, why: `${verdict.why}.` }
    : {
        conclusion: verdict.check.conclusion,
        verdict: verdict.check.title,
        why: terminalText(verdict.check.summary, (text) => text),
      }),
});

function print(io: CliIo, title: string, app: AppIdentity, verdict: Verdict): void {
  io.out(io.paint("bold", title));
  if (verdict.kind === "none") io.out(`It has no check: ${verdict.why}.`);
  else printCheck(io, app, verdict.check);
}

function printCheck(io: CliIo, app: AppIdentity, { conclusion, title, summary }: CheckContent): void {
  const { sign, color } = SIGNS[conclusion];
  io.out(`${formatApp(app)}\n`);
  io.out(`${io.paint(color, sign)} ${title}\n`);
  io.out(terminalText(summary, (text) => io.paint("bold", text)));
}

const SIGNS = {
  success: { sign: "✔", color: "green" },
  neutral: { sign: "●", color: "yellow" },
  action_required: { sign: "✘", color: "red" },
} as const satisfies Record<CheckContent["conclusion"], object>;

/** What its check has to say; null where the app gives none. */
function checkFor(snapshot: Snapshot, number: number, now: Date): CheckContent | null {
  if (snapshot.repository.isArchived) return null;
  const head = headChecks(situationOf(snapshot, now)).find(({ pulls }) => pulls.some((pull) => pull.number === number));
  return head === undefined ? null : headContent(head);
}

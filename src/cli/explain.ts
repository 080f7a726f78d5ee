// milegate explain: why a pull request's check is as it is.
import { situationOf } from "../feature.ts";
import { headChecks, headContent } from "../gate/head-checks.ts";
import type { CheckContent } from "../github/model.ts";
import { terminalText } from "../markdown/terminal.ts";
import { observe } from "../reconcile/observe.ts";
import type { Snapshot } from "../snapshot.ts";
import { FINDING, FINE, UsageError } from "./exit.ts";
import { APP_ID_OPTION, APP_OPTION, reading, repositoryOf } from "./github.ts";
import type { Subcommand } from "./subcommand.ts";

export const explain: Subcommand = {
  name: "explain",
  arguments: [{ name: "<pull-request>", description: "as OWNER/REPO#NUMBER" }],
  summary: "say why a pull request is blocked, or not; exit 1 where it is blocked",
  options: [APP_OPTION, APP_ID_OPTION],
  run: async (io, [written = ""], options) => {
    const [, repository, digits] = /^(.+)#(\d{1,9})$/.exec(written) ?? [];
    if (digits === undefined) throw new UsageError(`expected a pull request as OWNER/REPO#NUMBER, found "${written}".`);
    const [target, number] = [repositoryOf(repository), Number(digits)];
    const snapshot = await reading(io, target, options, (reader) =>
      observe(reader, { kind: "item", number }, new Date()),
    );
    const item = snapshot.items.find((each) => each.number === number);
    if (item?.kind === "issue") throw new UsageError(`${written} is an issue; only pull requests have a check.`);
    if (item === undefined) throw new UsageError(`there is no ${written}. Check the number.`);
    if (item.state === "closed") {
      io.out(`${written} is closed; only open pull requests have a check.`);
      return FINE;
    }
    const check = checkFor(snapshot, number, new Date());
    if (check === null) {
      io.out(
        `${written} has no check: ${snapshot.plan.kind === "inactive" ? snapshot.plan.reason : "the repository is archived"}.`,
      );
      return FINE;
    }
    const { sign, color } = SIGNS[check.conclusion];
    io.out(`${io.paint("bold", `${written} ${item.title}`)}\n`);
    io.out(`${io.paint(color, sign)} ${check.title}\n`);
    io.out(terminalText(check.summary, (text) => io.paint("bold", text)));
    return check.conclusion === "action_required" ? FINDING : FINE;
  },
};

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

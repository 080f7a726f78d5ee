// milegate explain: why a pull request's check is as it is.
import type { CheckContent } from "../github/model.ts";
import { terminalText } from "../markdown/terminal.ts";
import { decide } from "../reconcile/decide.ts";
import { observe } from "../reconcile/observe.ts";
import type { Snapshot } from "../reconcile/snapshot.ts";
import { EXIT_FINDING, EXIT_FINE, UsageError } from "./exit.ts";
import { APP_ID_OPTION, APP_OPTION, parseRepository, readRepository } from "./github.ts";
import type { Subcommand } from "./subcommand.ts";

export const explainSubcommand: Subcommand = {
  name: "explain",
  arguments: [{ name: "<pull-request>", description: "as OWNER/REPO#NUMBER" }],
  summary: "say why a pull request is blocked, or not; exit 1 where it is blocked",
  options: [APP_OPTION, APP_ID_OPTION],
  run: async (io, [written = ""], options) => {
    const [, repository, digits] = /^(.+)#(\d{1,9})$/.exec(written) ?? [];
    if (digits === undefined) throw new UsageError(`expected a pull request as OWNER/REPO#NUMBER, found "${written}".`);
    const [target, number] = [parseRepository(repository), Number(digits)];
    const snapshot = await readRepository(io, target, options, (reader) => observe(reader, { kind: "item", number }));
    const item = snapshot.items.find((each) => each.number === number);
    if (item?.kind === "issue") throw new UsageError(`${written} is an issue; only pull requests have a check.`);
    if (item === undefined) throw new UsageError(`there is no ${written}. Check the number.`);
    if (item.state === "closed") {
      io.out(`${written} is closed; only open pull requests have a check.`);
      return EXIT_FINE;
    }
    const check = checkFor(snapshot, number, new Date());
    if (check === null) {
      io.out(
        `${written} has no check: ${snapshot.plan.kind === "inactive" ? snapshot.plan.reason : "the repository is archived"}.`,
      );
      return EXIT_FINE;
    }
    const { sign, color } = SIGNS[check.conclusion];
    io.out(`${io.paint("bold", `${written} ${item.title}`)}\n`);
    io.out(`${io.paint(color, sign)} ${check.title}\n`);
    io.out(terminalText(check.summary, (text) => io.paint("bold", text)));
    return check.conclusion === "action_required" ? EXIT_FINDING : EXIT_FINE;
  },
};

const SIGNS = {
  success: { sign: "✔", color: "green" },
  neutral: { sign: "●", color: "yellow" },
  action_required: { sign: "✘", color: "red" },
} as const satisfies Record<CheckContent["conclusion"], object>;

/** What the check would say if there were none yet; null where the app gives none. */
function checkFor(snapshot: Snapshot, number: number, now: Date): CheckContent | null {
  const items = snapshot.items.map((item) => (item.kind === "pull" ? { ...item, check: null } : item));
  const checks = decide({ ...snapshot, items }, now).filter((change) => change.kind === "set-check");
  return checks.find(({ pulls }) => pulls.includes(number))?.content ?? null;
}

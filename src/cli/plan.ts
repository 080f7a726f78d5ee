// milegate plan: shows every change that the app would make, and makes none.

import type { Change } from "../change.ts";
import type { AppIdentity } from "../github/context.ts";
import type { Reader } from "../github/port.ts";
import { ambiguousMilestones } from "../plan/match.ts";
import type { Source } from "../plan/resolve.ts";
import { ANY_ACCESS } from "../reconcile/access.ts";
import { decide } from "../reconcile/decide.ts";
import { withDashboard } from "../reconcile/observe-delivery.ts";
import { observeRepository } from "../reconcile/observe-repository.ts";
import { decideProposals } from "../reconcile/reconcile.ts";
import type { Snapshot } from "../snapshot.ts";
import { formatRepository, parseRepository, REPOSITORY_ARGUMENT } from "./address.ts";
import { APP_ID_OPTION, APP_OPTION, appForJson, formatApp } from "./app-identity.ts";
import { describeChange } from "./describe.ts";
import { EXIT_FINDING, EXIT_FINE } from "./exit.ts";
import { readRepository } from "./github.ts";
import type { CliIo } from "./io.ts";
import { JSON_OPTION, jsonText, planForJson } from "./json.ts";
import type { CliSubcommand } from "./subcommand.ts";

export const planSubcommand: CliSubcommand = {
  name: "plan",
  arguments: [REPOSITORY_ARGUMENT],
  summary: "show every change that the app would make, without making any; exit 1 if the plan is invalid",
  options: [JSON_OPTION, APP_OPTION, APP_ID_OPTION],
  run: async (io, [repository], options) => {
    const target = parseRepository(repository, io);
    const { app, snapshot, changes } = await readRepository(io, target, options, planned);
    const [name, warnings] = [formatRepository(target), warningsOf(snapshot)];
    if (options["json"] === true)
      io.data(
        jsonText({ repository: name, app: appForJson(app), plan: planForJson(snapshot.plan), warnings, changes }),
      );
    else print(io, { name, app: formatApp(app) }, snapshot.plan, warnings, changes);
    return snapshot.plan.kind === "invalid" ? EXIT_FINDING : EXIT_FINE;
  },
};

async function planned(reader: Reader, app: AppIdentity) {
  const now = new Date();
  const snapshot = await observeAll(reader, now);
  return {
    app,
    snapshot,
    changes: [
      ...decide(snapshot, now),
      ...(await decideProposals({ read: reader, access: ANY_ACCESS }, snapshot, now)),
    ],
  };
}

/** Everything that the app reads, including the dashboard. */
async function observeAll(reader: Reader, now: Date): Promise<Snapshot> {
  const snapshot = await observeRepository(reader, now, null, { kind: "delivery", requirement: { kind: "unread" } });
  return snapshot.plan.kind === "active" ? withDashboard(reader, snapshot) : snapshot;
}

const PLANS = {
  repository: "its .github/milegate.yml",
  owner: "the owner's .github/milegate.yml",
  "built-in": "the built-in plan",
} as const satisfies Record<Source, string>;

function print(
  io: CliIo,
  { name, app }: { name: string; app: string },
  plan: Snapshot["plan"],
  warnings: readonly string[],
  changes: readonly Change[],
): void {
  if (plan.kind === "inactive") {
    io.out(`Milegate is not active in ${name}: ${plan.reason}.`);
    return;
  }
  if (plan.kind === "invalid") {
    io.out(io.paint("red", `The plan of ${name} (${PLANS[plan.source]}) is invalid:`));
    for (const { line, column, message } of plan.problems) io.out(`  ${line}:${column} ${message}`);
  } else {
    const phases = plan.plan.phases.map((phase) => phase.name).join(" → ");
    io.out(`${io.paint("bold", name)} by ${PLANS[plan.source]}: ${phases}`);
    io.out(app);
    for (const warning of warnings) io.out(`${io.paint("yellow", "!")} ${warning}`);
  }
  io.out();
  for (const change of changes) {
    const { sign, what, color } = describeChange(change);
    io.out(`${io.paint(color, sign)} ${what}`);
  }
  io.out(
    changes.length === 0
      ? "Nothing to change."
      : `\n${changes.length === 1 ? "1 change" : `${changes.length} changes`}; none was made.`,
  );
}

function warningsOf({ plan, repository: { milestones } }: Snapshot): string[] {
  if (plan.kind !== "active") return [];
  return ambiguousMilestones(plan.plan, milestones).map(
    ({ milestone, phases }) =>
      `The milestone "${milestone.title}" matches ${phases.map(({ name }) => name).join(" and ")}; it belongs to ${phases[0]?.name}.`,
  );
}

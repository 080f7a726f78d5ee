// milegate plan: every change that the app would make, and none made.

import type { Change } from "../change.ts";
import type { Reader } from "../github/port.ts";
import { ambiguousMilestones } from "../plan/match.ts";
import type { Source } from "../plan/resolve.ts";
import { decide } from "../reconcile/decide.ts";
import { withDashboard } from "../reconcile/observe-delivery.ts";
import { observeRepository } from "../reconcile/observe-repository.ts";
import { decideProposals } from "../reconcile/reconcile.ts";
import type { Snapshot } from "../snapshot.ts";
import { describeChange } from "./describe.ts";
import { FINDING, FINE } from "./exit.ts";
import { APP_ID_OPTION, APP_OPTION, REPOSITORY_ARGUMENT, reading, repositoryOf } from "./github.ts";
import { type Io, UNPRINTABLE } from "./io.ts";
import type { Subcommand } from "./subcommand.ts";

export const plan: Subcommand = {
  name: "plan",
  arguments: [REPOSITORY_ARGUMENT],
  summary: "show every change that the app would make, without making any; exit 1 where the plan is invalid",
  options: [{ flags: "--json", description: "print the changes as JSON" }, APP_OPTION, APP_ID_OPTION],
  run: async (io, [repository], options) => {
    const { name, snapshot, changes } = await reading(io, repositoryOf(repository), options, planned);
    const warnings = warningsOf(snapshot);
    if (options["json"] === true) io.out(json({ repository: name, plan: about(snapshot), warnings, changes }));
    else print(io, name, snapshot.plan, warnings, changes);
    return snapshot.plan.kind === "invalid" ? FINDING : FINE;
  },
};

async function planned(reader: Reader, name: string) {
  const now = new Date();
  const snapshot = await observeAll(reader, now);
  return { name, snapshot, changes: [...decide(snapshot, now), ...(await decideProposals(reader, snapshot, now))] };
}

/** All that the app looks at, the dashboard too. */
async function observeAll(reader: Reader, now: Date): Promise<Snapshot> {
  const snapshot = await observeRepository(reader, now, { kind: "delivery", requirement: { kind: "unread" } });
  return snapshot.plan.kind === "active" ? withDashboard(reader, snapshot) : snapshot;
}

function about({ plan }: Snapshot): object {
  switch (plan.kind) {
    case "inactive":
      return { kind: plan.kind, reason: plan.reason };
    case "invalid":
      return { kind: plan.kind, source: plan.source, problems: plan.problems };
    case "active":
      return { kind: plan.kind, source: plan.source, phases: plan.plan.phases.map(({ id }) => id) };
  }
}

/** One document, whose text holds nothing that a terminal would obey. */
const json = (value: object): string =>
  JSON.stringify(value, null, 2).replace(
    UNPRINTABLE,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

const PLANS = {
  repository: "its .github/milegate.yml",
  owner: "the owner's .github/milegate.yml",
  "built-in": "the built-in plan",
} as const satisfies Record<Source, string>;

function print(
  io: Io,
  name: string,
  plan: Snapshot["plan"],
  warnings: readonly string[],
  changes: readonly Change[],
): void {
  if (plan.kind === "inactive") {
    io.out(`${name} is left alone: ${plan.reason}.`);
    return;
  }
  if (plan.kind === "invalid") {
    io.out(io.paint("red", `The plan of ${name} (${PLANS[plan.source]}) is invalid:`));
    for (const { line, column, message } of plan.problems) io.out(`  ${line}:${column} ${message}`);
  } else {
    const phases = plan.plan.phases.map((phase) => phase.name).join(" → ");
    io.out(`${io.paint("bold", name)} by ${PLANS[plan.source]}: ${phases}`);
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

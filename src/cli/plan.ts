// milegate plan: shows every change that the app would make, and makes none.

import { missingWorkflows } from "../delivery/missing-workflows.ts";
import { situationOf } from "../feature.ts";
import type { AppIdentity } from "../github/context.ts";
import { ambiguousMilestones } from "../plan/match.ts";
import { unmatchedPatterns } from "../plan/unmatched.ts";
import type { DeliveryReader } from "../reconcile/delivery-source.ts";
import type { Snapshot } from "../snapshot.ts";
import { PLAN_FILE } from "../vocabulary.ts";
import { formatRepository, PLAN_ARGUMENT, parsePlanTarget, type RepositoryTarget } from "./address.ts";
import { APP_ID_OPTION, APP_OPTION, appForJson, formatApp } from "./app-identity.ts";
import { describeChange } from "./describe.ts";
import { EXIT_FINDING, EXIT_FINE } from "./exit.ts";
import { readRepository } from "./github.ts";
import type { CliIo } from "./io.ts";
import { JSON_OPTION, jsonText, planForJson } from "./json.ts";
import { planOwner } from "./plan-owner.ts";
import { describePlanSource, type PlannedRepository, planRepository } from "./planned.ts";
import type { CliSubcommand, OptionValues } from "./subcommand.ts";

export const planSubcommand: CliSubcommand = {
  name: "plan",
  arguments: [PLAN_ARGUMENT],
  summary:
    "show every change that the app would make, without making any; for an owner, a table of all repositories; exit 1 if a plan is invalid",
  options: [JSON_OPTION, APP_OPTION, APP_ID_OPTION],
  run: (io, [written], options) => {
    const target = parsePlanTarget(written, io);
    return target.kind === "owner" ? planOwner(io, target.owner, options) : planOne(io, target, options);
  },
};

async function planOne(io: CliIo, target: RepositoryTarget, options: OptionValues): Promise<number> {
  const now = new Date();
  const planned = async (reader: DeliveryReader, app: AppIdentity) => ({ app, ...(await planRepository(reader, now)) });
  const { app, snapshot, changes } = await readRepository(io, target, options, planned, "optional");
  const [name, warnings] = [formatRepository(target), warningsOf(snapshot, now)];
  if (options["json"] === true)
    io.data(jsonText({ repository: name, app: appForJson(app), plan: planForJson(snapshot.plan), warnings, changes }));
  else print(io, { name, app: formatApp(app) }, { snapshot, changes }, warnings);
  return snapshot.plan.kind === "invalid" ? EXIT_FINDING : EXIT_FINE;
}

function print(
  io: CliIo,
  { name, app }: { name: string; app: string },
  { snapshot: { plan }, changes }: PlannedRepository,
  warnings: readonly string[],
): void {
  if (plan.kind === "inactive") {
    io.out(`Milegate is not active in ${name}: ${plan.reason}.`);
    return;
  }
  if (plan.kind === "invalid") {
    io.out(io.paint("red", `The plan of ${name} (${describePlanSource(plan.source)}) is invalid:`));
    for (const { line, column, message } of plan.problems) io.out(`  ${line}:${column} ${message}`);
  } else {
    const phases = plan.plan.phases.map((phase) => phase.name).join(" → ");
    io.out(`${io.paint("bold", name)} by ${describePlanSource(plan.source)}: ${phases}`);
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

/** What the plan hardly means, and what in the repository does not fit it. */
function warningsOf(snapshot: Snapshot, now: Date): string[] {
  const situation = situationOf(snapshot, now);
  const { plan, repository } = snapshot;
  if (situation.kind !== "active" || plan.kind !== "active") return [];
  const { milestones, facts } = repository;
  return [
    ...plan.hints.map(({ line, column, message }) => `${PLAN_FILE}:${line}:${column} ${message}`),
    ...ambiguousMilestones(plan.plan, milestones).map(
      ({ milestone, phases: several }) =>
        `The milestone "${milestone.title}" matches ${several.map(({ name }) => name).join(" and ")}; it belongs to ${several[0]?.name}.`,
    ),
    ...missingWorkflows(situation.states, facts).map(
      ({ phase, file }) => `${phase.name} waits for the workflow ${file}, which the repository does not have.`,
    ),
    ...unmatchedPatterns(plan.plan, milestones).map(
      ({ phase, source }) =>
        `${phase.name}: no milestone matches ${typeof source === "number" ? `#${source}` : `"${source}"`} yet.`,
    ),
  ];
}

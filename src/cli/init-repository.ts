// milegate init OWNER/REPO: infers the plan from the milestones that are there, and writes it or opens it as a pull request.
import { situationOf } from "../feature.ts";
import type { PlanCheckContent } from "../github/model.ts";
import { planCheckFeature } from "../plan-check/feature.ts";
import type { DeliveryReader } from "../reconcile/delivery-source.ts";
import { readJudged, underProposal } from "../reconcile/observe-proposal.ts";
import { observeRepository } from "../reconcile/observe-repository.ts";
import type { Snapshot } from "../snapshot.ts";
import { PLAN_FILE } from "../vocabulary.ts";
import { formatRepository, type RepositoryTarget } from "./address.ts";
import { EXIT_FINDING, EXIT_FINE } from "./exit.ts";
import { readerWith, withToken } from "./github.ts";
import type { InferredPlace } from "./infer.ts";
import { type InferredPlan, inferPlan } from "./inferred-plan.ts";
import type { CliIo } from "./io.ts";
import { jsonText } from "./json.ts";
import { type OpenedPull, openPlanPull } from "./plan-pull.ts";
import type { OptionValues } from "./subcommand.ts";
import { alignedRows } from "./table.ts";

/** Where the plan goes. `write` says whether it wrote. */
export type InitDestination =
  | { kind: "pull" }
  | { kind: "file"; file: string; write: (text: string) => Promise<boolean> };

/** `effect` is what `milegate/config` would say of a pull request with this plan. */
type Proposed = { snapshot: Snapshot; inferred: InferredPlan; effect: PlanCheckContent };

/** Resolves with the exit code: 1 if the repository or the place has a plan already. */
export async function initRepository(
  io: CliIo,
  target: RepositoryTarget,
  options: OptionValues,
  destination: InitDestination,
): Promise<number> {
  const name = formatRepository(target);
  const about = { repository: name, what: `reading ${name}`, app: "optional" } as const;
  const made = await withToken(io, options, about, async (client) => {
    const proposed = await proposePlan(readerWith(client, target), new Date());
    const isThere = proposed.snapshot.repository.config !== null;
    if (isThere && (destination.kind === "pull" || options["force"] !== true)) return null;
    const pull = destination.kind === "pull" ? await openPlanPull(client.octokit, target, proposed) : null;
    return { proposed, pull };
  });
  if (made === null) {
    io.err(`${name} already has a ${PLAN_FILE}. \`milegate plan ${name}\` shows what it does.`);
    return EXIT_FINDING;
  }
  const { proposed, pull } = made;
  if (destination.kind === "file" && !(await destination.write(proposed.inferred.text))) return EXIT_FINDING;
  const file = destination.kind === "file" ? destination.file : null;
  if (options["json"] === true) io.data(jsonText(forJson(name, proposed, file, pull)));
  else print(io, name, proposed, pull === null ? `wrote ${file}` : `opened ${pull.url}`);
  if (pull === null && options["json"] !== true)
    io.out(`\nCommit it to the default branch, or open it as a pull request: --pull-request.`);
  return EXIT_FINE;
}

async function proposePlan(reader: DeliveryReader, now: Date): Promise<Proposed> {
  const snapshot = await observeRepository(reader, now, null);
  const inferred = inferPlan(snapshot.repository.milestones);
  const owners = snapshot.plan.kind === "active" && snapshot.plan.source === "owner" ? [REPLACES_OWNERS] : [];
  const unsure = [...inferred.unsure, ...owners];
  return { snapshot, inferred: { ...inferred, unsure }, effect: await effectOf(reader, snapshot, inferred.text, now) };
}

const REPLACES_OWNERS =
  "The owner's plan counts here now; this file would replace it. `extends: owner` in the file would build on it instead.";

/** Read as for a pull request that adds the file. */
async function effectOf(
  reader: DeliveryReader,
  snapshot: Snapshot,
  text: string,
  now: Date,
): Promise<PlanCheckContent> {
  const file = { oid: "", text };
  const { effect, left } = await underProposal(reader, snapshot, await readJudged(reader, snapshot), { file, now });
  const proposed = { headSha: "", pulls: [], known: null, file, isProposed: true, effect, left: left ?? 0 };
  const [change] = planCheckFeature.decide(situationOf({ ...snapshot, proposals: [proposed] }, now));
  if (change?.kind !== "set-plan-check") throw new Error("A new plan has no check.");
  return change.content;
}

const forJson = (
  repository: string,
  { inferred: { places, left, unsure, text }, effect }: Proposed,
  file: string | null,
  pull: OpenedPull | null,
): object => ({
  repository,
  file,
  pullRequest: pull,
  milestones: places.map(({ milestone: { number, title }, phase, by }) => ({ number, title, phase, by })),
  left: left.map(({ number, title }) => ({ number, title })),
  unsure,
  effect: effect.title,
  plan: text,
});

const BY: Record<InferredPlace["by"], string> = {
  pattern: "by the built-in pattern",
  title: "by a word in its title",
  order: "by its place: unsure",
};

function print(io: CliIo, name: string, { inferred, effect }: Proposed, what: string): void {
  const { places, unsure } = inferred;
  io.out(`${io.paint("green", "✔")} ${what}: MVP → Enhancement → Polish\n`);
  if (places.length === 0) io.out(`${name} has no milestone of a phase yet: this is the built-in plan.`);
  const rows = places.map(({ milestone, phase, by }) => [phase, milestone.title, BY[by]]);
  for (const line of alignedRows(rows)) io.out(`  ${line}`);
  if (unsure.length > 0) io.out(`\n${io.paint("bold", "Please check")}`);
  for (const line of unsure) io.out(`  ${io.paint("yellow", "?")} ${line}`);
  io.out(`\n${effect.title}. Nothing changes before it is on the default branch.`);
}

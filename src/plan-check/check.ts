// What `milegate/config` says of a proposed plan: its problems line by line, or what would follow from it.
import { count } from "../criteria/criterion.ts";
import type { Proposal } from "../delivery/proposal.ts";
import { problemList } from "../gate/plan-text.ts";
import type { PlanCheckContent, RepositoryReading } from "../github/model.ts";
import { BODY_LIMIT, cut, cutLines } from "../markdown/cut.ts";
import { code, escapeText } from "../markdown/escape.ts";
import { milestonesOf } from "../plan/match.ts";
import type { Plan } from "../plan/plan.ts";
import type { Resolution, Source } from "../plan/resolve.ts";
import { unmatchedPatterns } from "../plan/unmatched.ts";
import type { DoubtfulParties } from "../snapshot.ts";
import { PLAN_FILE, YAML_PLAN_FILE } from "../vocabulary.ts";
import { deliverySection, membershipTally, someLeave } from "./deliveries.ts";
import { EFFECT_ORDER, type Impact } from "./impact.ts";
import { blockedIn, type MemberImpacts, memberSection } from "./member-impacts.ts";
import { partyHints } from "./parties.ts";

const FILE = "`.github/milegate.yml`";
/** GitHub takes 64 KB; a message that long helps nobody. */
const MESSAGE_LIMIT = 1_000;

/** What it says, without where its details lead. */
export type PlanCheckText = Omit<PlanCheckContent, "detailsUrl">;

export function noProposal(): PlanCheckText {
  return success("The plan is not changed", `This pull request no longer changes ${FILE}.`);
}

const success = (title: string, summary: string): PlanCheckText => ({
  conclusion: "success",
  title,
  summary: cut(summary),
  annotations: [],
  path: PLAN_FILE,
});

const nextSection = (step: string): string => `### What to do next\n\n${step}`;

export function invalidProposal({ plan, path, isOwners }: Proposal): PlanCheckText {
  const problems = plan.kind === "invalid" ? plan.problems : [];
  const isElsewhere = plan.kind === "invalid" && plan.source === "owner" && !isOwners;
  const next = isElsewhere
    ? `Correct ${FILE} in the owner's \`.github\` repository first, as this file builds on it; then re-check this one.`
    : `Correct ${problems.length === 1 ? "this line" : "these lines"} and push again. Merged as it is, it would block every open pull request.`;
  return {
    conclusion: "failure",
    title: `Invalid plan: ${count(problems.length, "problem")}${isElsewhere ? " in the owner's file" : ""}`,
    summary: cut([nextSection(next), "", "### Problems", "", ...problemList(problems)].join("\n")),
    path,
    annotations: isElsewhere
      ? []
      : problems.map(({ line, column, message }) => ({ line, column, message: cut(message, MESSAGE_LIMIT) })),
  };
}

/**
 * `left` is how many open pull requests were not looked at; `parties` is absent where all are there whom the plan newly names; `members`
 * where the file has no deliveries.
 */
type Seen = {
  hasSpareFile: boolean;
  left: number;
  parties?: DoubtfulParties | undefined;
  members?: MemberImpacts | null;
  repository: Pick<RepositoryReading, "milestones" | "facts">;
};

/** For authors who may not write here: that it can be used, and nothing that follows from the owner's plan or from other pull requests. */
export function acceptedProposal(proposal: Proposal, { hasSpareFile }: Pick<Seen, "hasSpareFile">): PlanCheckText {
  if (proposal.isRemoved) return success("Plan removed", `Without ${FILE}, another plan may apply. ${FOR_WRITERS}`);
  const parts = [IN_EFFECT, ...hintsIn(proposal, [])];
  return success("Valid plan", [...parts, ...spare(hasSpareFile), FOR_WRITERS].join("\n\n"));
}

const IN_EFFECT = "The plan is valid, and takes effect on the default branch.";

const FOR_WRITERS =
  "What it would change here is worked out for pull requests of authors who may write to this repository.";

const spare = (hasSpareFile: boolean): string[] =>
  hasSpareFile ? [`Delete ${code(YAML_PLAN_FILE)}: beside ${FILE} it does not count.`] : [];

export function validProposal(proposal: Proposal, impacts: readonly Impact[], seen: Seen): PlanCheckText {
  const { plan, isRemoved } = proposal;
  const subject = isRemoved ? `Plan removed: ${successor(plan)}` : "Valid plan";
  const { members = null } = seen;
  const title = `${subject}${isRemoved ? "; " : ": "}${effects(proposal, impacts, members)}`;
  const doubts = seen.parties === undefined ? [] : partyHints(seen.parties);
  const hints = hintsIn(proposal, [...doubts, ...repositoryHints(plan, seen.repository)]);
  const parts = [
    nextSection(toMerge(proposal, blockedBy(impacts) + blockedElsewhere(members), hints.length > 0)),
    ...introduction(proposal),
    ...deliverySection(proposal.deliveries),
    ...(members === null || proposal.deliveries === null ? [] : memberSection(members, proposal.deliveries.place)),
    ...(plan.kind === "inactive" || impacts.length === 0 ? [] : [impactTable(impacts)]),
    ...leftOut(seen.left),
    ...spare(seen.hasSpareFile),
    ...hints,
    ...phasesOf(plan, seen.repository.milestones),
  ];
  return success(title, [...parts, ...notes(proposal, members)].join("\n\n"));
}

function effects(proposal: Proposal, impacts: readonly Impact[], others: MemberImpacts | null): string {
  const members = membershipTally(proposal.deliveries);
  const blocked = blockedElsewhere(others);
  const elsewhere = blocked === 0 ? [] : [`${count(blocked, "pull request")} elsewhere would become blocked`];
  const isIdle = proposal.plan.kind === "inactive" && !proposal.isRemoved;
  const here = isIdle ? idle(proposal) : tally(impacts);
  const told = proposal.plan.kind === "inactive" ? [] : [here];
  return members === null ? here : [members, ...elsewhere, ...told].join("; ");
}

const blockedElsewhere = (members: MemberImpacts | null): number => (members === null ? 0 : blockedIn(members));
const blockedBy = (impacts: readonly Impact[]): number => impacts.filter(({ effect }) => effect === "blocked").length;

const idle = ({ isOwners }: Proposal): string =>
  isOwners ? "it would not count in this repository" : "Milegate would be switched off here";

const PLANS = { repository: "the repository's plan", owner: "the owner's plan", "built-in": "the built-in plan" };

function successor(plan: Resolution): string {
  if (plan.kind === "inactive") return "no plan would apply";
  return `${PLANS[plan.source satisfies Source]} would apply${plan.kind === "invalid" ? ", which is invalid" : ""}`;
}

function toMerge({ deliveries }: Proposal, blocked: number, hasHints: boolean): string {
  const which = blocked === 1 ? "the pull request that becomes" : `the ${blocked} pull requests that become`;
  const first = [
    ...(blocked > 0 ? [`${which} blocked`] : []),
    ...(someLeave(deliveries) ? ["the repositories that leave"] : []),
    ...(hasHints ? ["the hints"] : []),
  ];
  if (first.length === 0)
    return "Nothing: as far as the plan goes, this can be merged. It takes effect on the default branch.";
  return `Look at ${first.join(" and ")} below before this is merged. It takes effect on the default branch.`;
}

function introduction({ plan, isRemoved, isOwners }: Proposal): string[] {
  if (isRemoved) return [`Without ${FILE}, ${successor(plan)}${plan.kind === "inactive" ? `: ${plan.reason}` : ""}.`];
  if (plan.kind === "inactive" && isOwners)
    return [
      "In this repository the plan would do nothing: no milestone belongs to one of its phases, and its `repositories` do not name it.",
    ];
  if (plan.kind === "inactive")
    return [
      `As ${escapeText(plan.reason).replaceAll("\\`", "`")}, Milegate would do nothing here any more, and leave labels and checks as they are.`,
    ];
  return [];
}

function tally(impacts: readonly Impact[]): string {
  const of = (effect: Impact["effect"]) => impacts.filter((impact) => impact.effect === effect).length;
  const relabelled = impacts.filter(({ add, remove }) => add.length + remove.length > 0).length;
  const numbers = { blocked: of("blocked"), unblocked: of("unblocked"), changed: of("changed"), relabelled };
  const parts = EFFECT_ORDER.map((effect) => ({ number: numbers[effect], words: EFFECTS[effect] })).filter(
    ({ number }) => number > 0,
  );
  if (parts.length === 0) return "no open pull request is affected";
  return parts
    .map(({ number, words }, index) => `${index === 0 ? count(number, "pull request") : number} ${words}`)
    .join(", ");
}

const EFFECTS = {
  blocked: "would become blocked",
  unblocked: "would become unblocked",
  changed: "would be judged otherwise",
  relabelled: "would be relabelled",
} as const satisfies Record<Impact["effect"], string>;

const leftOut = (left: number): string[] =>
  left === 0
    ? []
    : [
        `${count(left, "more open pull request")} ${left === 1 ? "was" : "were"} not looked at: only those that were updated last are.`,
      ];

/** They block nothing. */
function hintsIn({ hints: own }: Proposal, more: readonly string[]): string[] {
  const hints = [...problemList(own), ...more.map((hint) => `- ${hint}`)];
  return hints.length === 0 ? [] : [["### Hints", "", ...hints].join("\n")];
}

const HINTS_SHOWN = 20;

/** What the repository shows: patterns without a milestone where others of the phase have one, and workflows that are not there. */
function repositoryHints(plan: Resolution, { milestones, facts }: Seen["repository"]): string[] {
  if (plan.kind !== "active") return [];
  const patterns = unmatchedPatterns(plan.plan, milestones)
    .filter(({ phase }) => milestonesOf(plan.plan, phase, milestones).length > 0)
    .map(({ phase, source }) => `${escapeText(phase.name)}: no milestone matches ${code(String(source))} yet.`);
  const missing = facts.flatMap(({ query, answer }) =>
    query.kind === "path" && query.path.startsWith(WORKFLOWS) && answer.kind === "read" && answer.value === false
      ? [`There is no workflow ${code(query.path)} on the default branch.`]
      : [],
  );
  return [...missing, ...patterns].slice(0, HINTS_SHOWN);
}

const WORKFLOWS = ".github/workflows/";

type Milestones = Seen["repository"]["milestones"];

function phasesOf(plan: Resolution, milestones: Milestones): string[] {
  if (plan.kind !== "active") return plan.kind === "invalid" ? [problemList(plan.problems).join("\n")] : [];
  const rows = plan.plan.phases.map(
    (phase) =>
      `| ${escapeText(phase.name)}<br>${shareOf(phase)} % | ${matched(plan.plan, phase, milestones)} | ${waitsFor(plan.plan, phase)} |`,
  );
  const head = ["| Phase | Milestones now | Waits for |", "| --- | --- | --- |"];
  return [["### Phases", "", ...head, ...rows].join("\n")];
}

const MATCHES_SHOWN = 5;

const patternText = ({ source }: Plan["phases"][number]["milestones"][number]): string =>
  cellCode(typeof source === "number" ? `#${source}` : source);

function matched(plan: Plan, phase: Plan["phases"][number], milestones: Milestones): string {
  const own = milestonesOf(plan, phase, milestones).map(({ title }) => escapeText(cut(title, 100)));
  const more = own.length > MATCHES_SHOWN ? ` and ${own.length - MATCHES_SHOWN} more` : "";
  if (own.length === 0) return `none yet (${phase.milestones.map(patternText).join(" or ")})`;
  return own.slice(0, MATCHES_SHOWN).join(", ") + more;
}

const shareOf = ({ share }: Plan["phases"][number]): number => Math.round(share * 10) / 10;

function waitsFor({ phases }: Plan, { requires, enforcement }: Plan["phases"][number]): string {
  const names = requires.map((id) => escapeText(phases.find((phase) => phase.id === id)?.name ?? id));
  return names.length === 0 ? "nothing" : `${names.join(" and ")} (${enforcement})`;
}

/** In a table a bar ends the cell, in code too: https://github.github.com/gfm/#example-200 */
const cellCode = (text: string): string => code(text).replaceAll("|", "\\|");

/** What remains of the limit is for the rest of the summary. */
const TABLE_LIMIT = BODY_LIMIT / 2;

function impactTable(impacts: readonly Impact[]): string {
  const rows = cutLines(impacts.map(row), TABLE_LIMIT, (missing) => `| and ${missing} more | |`);
  const head = ["| Pull request | Effect |", "| --- | --- |"];
  return ["### Impact on open pull requests", "", ...head, ...rows].join("\n");
}

function row({ pull, effect, before, after, add, remove }: Impact): string {
  const labels = [...add.map((name) => `+ ${cellCode(name)}`), ...remove.map((name) => `− ${cellCode(name)}`)];
  const title = cut(escapeText(pull.title), 300);
  const lines = [
    EFFECTS[effect],
    ...(after === null ? [] : [`now ${escapeText(before ?? "no check")}`, `then ${escapeText(after)}`]),
    ...labels,
  ];
  return `| [#${pull.number}](${encodeURI(pull.url)}) ${title} | ${lines.join("<br>")} |`;
}

function notes({ isOwners }: Proposal, members: MemberImpacts | null): string[] {
  if (!isOwners) return [];
  const whose = members === null ? "their pull requests" : "pull requests outside of its deliveries";
  return [
    `This is the owner's file, which counts for other repositories, too. What it would change for ${whose} is not worked out here.`,
  ];
}

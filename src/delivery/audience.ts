// Privacy: what one repository may say of another. Whatever nobody who reads there may learn never gets into the delivery as it is seen there.

import type { Disclosure } from "../criteria/placed.ts";
import type { Fact, FactKind, FactValue, Milestone, RepositoryVisibility } from "../github/model.ts";
import { tasksOf } from "../markdown/tasks.ts";
import { phaseOf } from "../plan/match.ts";
import type { Plan } from "../plan/plan.ts";
import { type Member, type MemberMilestone, type MemberReading, wholeMember } from "./member.ts";

/** What GitHub says of who can read it; absent where it does not say, which counts as what protects more. */
export type Readable = { visibility?: RepositoryVisibility | "unknown" | undefined };

const isPublic = ({ visibility }: Readable): boolean => visibility === "public";
const isClosed = ({ visibility }: Readable): boolean => visibility === "private" || visibility === "internal";

/** `titles`: whether repositories that are not public may show one another's titles. */
export function disclosureIn(place: Readable, other: Readable, titles: boolean): Disclosure {
  if (isPublic(other)) return "whole";
  if (!isClosed(place)) return "nothing";
  return titles ? "whole" : "counts";
}

/** `url` is where what must not be linked leads to instead: the repository in which it is written. */
export function seenAs(
  disclosure: Disclosure,
  plan: Pick<Plan, "phases">,
  { reading, more = [] }: { reading: MemberReading; more?: readonly Fact[] },
  url: string,
): Member {
  const counted = wholeMember(reading);
  const whole = { ...counted, facts: [...counted.facts, ...more] };
  if (disclosure === "whole") return whole;
  const address = disclosure === "counts" ? null : url;
  const milestones = whole.milestones.map((milestone) => bareMilestone(plan, milestone, address));
  const facts = whole.facts.map((fact) => bareFact(fact, address));
  if (disclosure === "counts") return { ...whole, disclosure, milestones, facts };
  return { ...whole, disclosure, name: null, slug: null, url, milestones, facts };
}

/** Numbers and times stay, so that it counts as it is; `address` is null where its own may be linked. */
function bareMilestone(plan: Pick<Plan, "phases">, milestone: Milestone, address: string | null): MemberMilestone {
  const { done, open } = tasksOf(milestone.description);
  const { issues } = milestone;
  const firstOpen = address === null ? issues.firstOpen.map((issue) => ({ ...issue, title: "" })) : [];
  return {
    ...milestone,
    title: "a milestone",
    phase: phaseOf(plan, milestone)?.id ?? null,
    url: address ?? milestone.url,
    description: [...Array(done).fill("- [x] a task"), ...open.map(() => "- [ ] a task")].join("\n"),
    issues: { ...issues, firstOpen },
  };
}

/** Only what `inEach` evaluates, which says of such a repository no more than the outcome. */
const BY_OUTCOME: ReadonlySet<FactKind> = new Set([
  ...(["open-issues", "workflow-run", "releases", "deployment", "path", "open-alerts", "head-check"] as const),
]);

function bareFact(fact: Fact, address: string | null): Fact {
  const { query, answer } = fact;
  if (answer.kind !== "read" || BY_OUTCOME.has(query.kind)) return fact;
  // Comments are text of people's, and nothing counts them.
  const value: unknown = query.kind === "commented-pulls" ? [] : bareValue(answer.value, address);
  // The same shape, with other words.
  return { query, answer: { kind: "read", value: value as FactValue } };
}

/** Keys of words that are GitHub's own, or that the plan has already: by these is counted. */
const KEPT = new Set(["state", "stateReason", "labels"]);

/** The same shape with the same numbers, without a word that somebody wrote. */
function bareValue(value: unknown, address: string | null, key = ""): unknown {
  if (KEPT.has(key) || value instanceof Date) return value;
  if (typeof value === "string") return key === "url" ? (address ?? value) : "";
  if (typeof value === "number") return key === "number" && address !== null ? 0 : value;
  if (Array.isArray(value)) return value.map((each) => bareValue(each, address));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, bareValue(each, address, name)]));
}

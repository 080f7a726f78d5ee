// Whether what was read is as new as an event says. Pure.
import type { Item, Milestone, RepositoryReading } from "../github/model.ts";
import { isSameName } from "../names.ts";
import type { EventProof, ItemProof, MilestoneProof, RepositoryProof } from "../proof.ts";

/**
 * - `shown`: the read is as new as the event, or newer;
 * - `doubtful`: another state of the same second, before the event or after it: act on it, and read again;
 * - `below`: the read is older than the event.
 */
export type ProofResult = "shown" | "doubtful" | "below";

/** The item that the event is about; undefined where the read did not find it. */
export function compareItem(proof: EventProof | undefined, item: Item | undefined): ProofResult {
  if (proof?.kind === "gone") return item === undefined ? "shown" : "below";
  if (item === undefined) return "below";
  if (proof?.kind !== "item") return "shown";
  const later = item.updatedAt === undefined ? 0 : secondOf(item.updatedAt) - secondOf(new Date(proof.at));
  if (later !== 0) return later > 0 ? "shown" : "below";
  return isAsProven(proof, item) ? "shown" : "doubtful";
}

/** The milestone that the event is about. Reads don't say when one was changed, so what differs may also be newer. */
export function compareMilestone(proof: EventProof | undefined, milestone: Milestone | undefined): ProofResult {
  if (proof?.kind === "gone") return milestone === undefined ? "shown" : "below";
  if (milestone === undefined) return "below";
  return proof?.kind !== "milestone" || isMilestoneAsProven(proof, milestone) ? "shown" : "doubtful";
}

/** Reads don't say when a repository was changed, so what differs may also be newer. */
export function compareRepository(proof: EventProof | undefined, repository: RepositoryReading): ProofResult {
  return proof?.kind !== "repository" || isRepositoryAsProven(proof, repository) ? "shown" : "doubtful";
}

const isRepositoryAsProven = (
  { defaultBranch, isArchived, isPublic, head, label, properties = {} }: RepositoryProof,
  repository: RepositoryReading,
): boolean =>
  (defaultBranch === undefined || repository.defaultBranch === defaultBranch) &&
  (isArchived === undefined || repository.isArchived === isArchived) &&
  (isPublic === undefined ||
    repository.visibility === undefined ||
    isPublic === (repository.visibility === "public")) &&
  (head === undefined || repository.head === undefined || repository.head === head) &&
  (label === undefined || repository.labels.some(({ name }) => name === label.name) === label.isThere) &&
  Object.entries(properties).every(([name, value]) => hasProperty(repository, name, value));

/** Where nobody asked for the properties, nothing depends on them. */
function hasProperty({ name, roster }: RepositoryReading, property: string, value: unknown): boolean {
  if (roster?.properties == null) return true;
  const values = Object.entries(roster.properties.get(name.toLowerCase()) ?? {});
  const shown = values.find(([each]) => isSameName(each, property))?.[1] ?? null;
  return JSON.stringify(shown) === JSON.stringify(value);
}

/** GitHub tells whole seconds. */
const secondOf = (date: Date): number => Math.floor(date.getTime() / 1000);

function isAsProven({ state, milestone, labelled = {}, head }: ItemProof, item: Item): boolean {
  const carries = (label: string) => item.labels.some(({ name }) => isSameName(name, label));
  return (
    (state === undefined || item.state === state) &&
    (milestone === undefined || (item.milestone?.number ?? null) === milestone) &&
    Object.entries(labelled).every(([label, isOn]) => carries(label) === isOn) &&
    (head === undefined || item.kind !== "pull" || (item.headSha === head.sha && item.base === head.base))
  );
}

const isMilestoneAsProven = (proof: MilestoneProof, { state, title, description, dueOn }: Milestone): boolean =>
  state === proof.state &&
  title === proof.title &&
  withPlainEnds(description) === withPlainEnds(proof.description) &&
  (dueOn?.getTime() ?? null) === (proof.dueOn === null ? null : new Date(proof.dueOn).getTime());

const withPlainEnds = (text: string): string => text.replaceAll("\r\n", "\n");

// From a webhook to what has to be looked at. A webhook says where to look, never what to do.
import type { EventProof } from "../proof.ts";
import type { ReconcileRequest, Subject } from "../subject.ts";
import { criterionEvents, criterionSubjects } from "./criteria.ts";
import { type Ignored, ignored } from "./ignored.ts";
import { movedRequests } from "./installations.ts";
import * as payloads from "./payloads.ts";
import { proofOf } from "./proofs.ts";
import { ECHOES, isReviewOpened, RULES } from "./rules.ts";

/** What is known of the app's bot: its login without "[bot]", and its id. */
export type KnownBot = { self: string; bot?: number };

/** `known` is the app's bot, null while that is not known; what the app wrote itself is as it decided. */
export function requestsFor(event: string, payload: unknown, known: KnownBot | null): ReconcileRequest[] | Ignored {
  if (event === "installation" || event === "installation_repositories") return movedRequests(payload);
  const common = payloads.common.safeParse(payload);
  if (!common.success) return ignored("no repository or installation in the payload");
  const { action, installation, repository, sender } = common.data;
  const name = action === undefined ? event : `${event}.${action}`;
  if (isOwnEvent(known, sender) && ECHOES.has(name) && !isReviewOpened(name, payload))
    return ignored("written by the app itself");
  const subjects = subjectsIn([
    RULES.get(name)?.(payload, common.data) ?? null,
    criterionSubjects(name, payload, repository),
  ]);
  if (subjects === null) return ignored(`${name} changes nothing that Milegate looks at`);
  if (!Array.isArray(subjects)) return subjects;
  const where = { installation: installation.id, owner: repository.owner.login, name: repository.name };
  return [...requestsOf(where, subjects, proofOf(name, payload)), ...formerRequests(name, payload, where)];
}

/** What is kept by a repository's former name counts no more, and what depended on that name is looked at. */
function formerRequests(
  name: string,
  payload: unknown,
  repository: ReconcileRequest["repository"],
): ReconcileRequest[] {
  const read = name === "repository.renamed" ? payloads.renamed.safeParse(payload).data : undefined;
  if (read === undefined) return [];
  const former = { ...repository, name: read.changes.repository.name.from };
  return [{ repository: former, subject: { kind: "repository" }, proof: { kind: "gone" } }];
}

/**
 * What the event proves, it proves of the first subject. What else depends on the same thing is looked at now, in case reads are up to
 * date, and again when they show it; of a milestone, only then.
 */
function requestsOf(
  repository: ReconcileRequest["repository"],
  [first, ...others]: readonly Subject[],
  proof: EventProof | null,
): ReconcileRequest[] {
  if (first === undefined) return [];
  const rest = others.map((subject) => ({ repository, subject }));
  if (proof?.kind === "repository" || (proof?.kind === "gone" && first.kind === "repository"))
    return [first, ...others].map((subject) => ({ repository, subject, proof }));
  if (proof === null || (first.kind !== "item" && first.kind !== "milestone"))
    return [{ repository, subject: first }, ...rest];
  const follow = others.filter(({ kind }) => kind !== "commit");
  const proven = { repository, subject: first, proof, ...(follow.length > 0 ? { follow } : {}) };
  return first.kind === "milestone" ? [proven] : [proven, ...rest];
}

type Sender = { id?: number | undefined; login: string; type?: string | undefined } | null | undefined;

/** By id, which a renamed app keeps; by login where one of the two ids is not known. */
function isOwnEvent(known: KnownBot | null, sender: Sender): boolean {
  if (known === null || sender?.type !== "Bot") return false;
  if (known.bot === undefined || sender.id === undefined) return sender.login === `${known.self}[bot]`;
  return sender.id === known.bot;
}

/** All of them; else why there are none; null where nothing is known of the event. */
function subjectsIn(found: readonly (Subject[] | Ignored | null)[]): Subject[] | Ignored | null {
  const subjects = found.flatMap((each) => (Array.isArray(each) ? each : []));
  if (subjects.length > 0) return withoutCovered(subjects);
  const reasons = found.flatMap((each) => (each !== null && "reason" in each ? [each.reason] : []));
  return reasons.length === 0 ? null : ignored([...new Set(reasons)].join(", and "));
}

/** Who looks at all phases, or at everything, looks at each criterion. */
function withoutCovered(subjects: readonly Subject[]): Subject[] {
  const isCovered = subjects.some(({ kind }) => kind === "phases" || kind === "repository");
  return subjects.filter(({ kind }) => !(isCovered && kind === "criterion"));
}

const EVENTS = new Set(
  ["installation", "installation_repositories", "custom_property", ...RULES.keys(), ...criterionEvents].map(
    (name) => name.split(".")[0],
  ),
);

/** Whether anything of this event is looked at. */
export const isKnownEvent = (event: string): boolean => EVENTS.has(event);

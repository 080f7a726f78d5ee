// Opens the boundary review that a command in another repository of the delivery asked for.
import type { Delivery } from "../delivery/delivery.ts";
import { situationOf } from "../feature.ts";
import { askedReview } from "../review/asked.ts";
import type { Subject } from "../subject.ts";
import { apply } from "./apply.ts";
import type { DeliveryPort } from "./delivery-source.ts";
import { observe } from "./observe.ts";
import { type LookContext, reconcile } from "./reconcile.ts";
import { refusalWords } from "./refusals.ts";

/** `next` is when to look again because time alone changes something. */
export type AskedOutcome = { told: "opened" | "already open" | "not here"; refused: string[]; next: Date | null };

/** Whoever asked may ask there: that was found out where the command was given. */
export async function openAskedReview(
  repository: DeliveryPort,
  { phase, command, line }: Extract<Subject, { kind: "review-asked" }>,
  context: LookContext,
): Promise<AskedOutcome> {
  const now = context.now();
  const situation = situationOf(await observe(repository.read, { kind: "phases" }, now), now);
  const state = situation.kind === "active" ? situation.states.find((each) => each.phase.id === phase) : undefined;
  if (situation.kind !== "active" || state === undefined || !isPlace(situation)) return NOT_HERE;
  const found = askedReview({ delivery: situation.delivery, state, asked: { command, line }, now });
  if (found.kind === "open") return { told: "already open", refused: [], next: null };
  const { refusals } = await apply(repository.write, found.changes);
  const outcome = await reconcile(repository, { kind: "phases" }, context);
  const next = outcome.kind === "reconciled" ? outcome.next : null;
  return { told: "opened", refused: refusals.map(refusalWords), next };
}

const NOT_HERE: AskedOutcome = { told: "not here", refused: [], next: null };

const isPlace = ({ delivery: { isHome, repository } }: { delivery: Delivery }): boolean =>
  isHome && repository.hasIssues && !repository.isArchived;

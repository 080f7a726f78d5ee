// One piece of work: observe, decide, apply.
import type { Repository } from "../github/port.ts";
import { apply } from "./apply.ts";
import type { Change } from "./change.ts";
import { decide } from "./decide.ts";
import { nextMoment } from "./moments.ts";
import { observe, type State } from "./observe.ts";

/** What was written, and when to look again because time alone changes something; null: never, or other looks do. */
export type Reconciled = { changes: Change[]; next: Date | null };

export async function reconcile({ read, write }: Repository, subject: State, now: () => Date): Promise<Reconciled> {
  const snapshot = await observe(read, subject);
  const at = now();
  const changes = decide(snapshot, at);
  await apply(write, changes);
  return { changes, next: subject.kind === "criterion" ? null : nextMoment(snapshot, at) };
}

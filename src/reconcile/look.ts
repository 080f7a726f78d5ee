// One look, whatever it is about: a state that is reconciled, or a command that is carried out.
import type { RepositoryPort } from "../github/port.ts";
import type { Subject } from "../subject.ts";
import { carryOut } from "./command.ts";
import { reconcile } from "./reconcile.ts";

/** `stale`: the dashboard may have to say something else now. `told` is for the log. */
export type Looked = { next: Date | null; stale: boolean; told: object };

export async function look(at: RepositoryPort, subject: Subject, now: () => Date): Promise<Looked> {
  if (subject.kind === "command") {
    const outcome = await carryOut(at, subject.item, subject.comment, now);
    return { next: outcome.next, stale: outcome.kind === "answered", told: outcome };
  }
  const { changes, next, looked } = await reconcile(at, subject, now);
  const stale = looked && subject.kind !== "dashboard";
  return { next, stale, told: { changes: changes.map(({ kind }) => kind), next } };
}

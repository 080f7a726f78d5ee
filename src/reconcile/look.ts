// One look, whatever it is about: a state that is reconciled, or a command that is carried out.
import type { RepositoryPort } from "../github/port.ts";
import type { ReconcileRequest, Subject } from "../subject.ts";
import { carryOut } from "./command.ts";
import { reconcile } from "./reconcile.ts";
import { refusalWords } from "./refusals.ts";
import type { EventAge, TooEarly } from "./too-early.ts";

/**
 * `stale`: the dashboard may have to say something else now. `told` is for the log. `doubted` has to be looked at by itself; `doubtful`:
 * the read may be older than the event, so look again.
 */
export type Looked = {
  kind: "looked";
  next: Date | null;
  stale: boolean;
  told: object;
  doubted: Subject[];
  doubtful: boolean;
  /** What GitHub refused for good, in words for the log. */
  refused: string[];
};

/** `age` is how old the event is that asks. */
export async function look(
  at: RepositoryPort,
  { subject, proof }: Pick<ReconcileRequest, "subject" | "proof">,
  now: () => Date,
  age: EventAge,
): Promise<Looked | TooEarly> {
  if (subject.kind === "command") {
    const outcome = await carryOut(at, subject, now, age);
    if (outcome.kind === "too-early") return outcome;
    const stale = outcome.kind === "answered";
    return { kind: "looked", next: outcome.next, stale, told: outcome, doubted: [], doubtful: false, refused: [] };
  }
  const outcome = await reconcile(at, subject, now, { proof, age });
  if (outcome.kind === "too-early") return outcome;
  const { changes, next, looked, doubted, doubtful } = outcome;
  const stale = looked && subject.kind !== "dashboard" && subject.kind !== "milestone";
  const refused = outcome.refusals.map(refusalWords);
  const told = { changes: changes.map(({ kind }) => kind), next };
  return { kind: "looked", next, stale, told, doubted, doubtful, refused };
}

// One piece of work: observe, decide, apply.
import type { Repository } from "../github/port.ts";
import { apply } from "./apply.ts";
import type { Change } from "./change.ts";
import { decide } from "./decide.ts";
import { observe, type State } from "./observe.ts";

/** Returns what was written. */
export async function reconcile({ read, write }: Repository, subject: State, now: () => Date): Promise<Change[]> {
  const changes = decide(await observe(read, subject), now());
  await apply(write, changes);
  return changes;
}

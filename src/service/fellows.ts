// Asks for looks at the other repositories of a delivery, once something that they show or depend on has changed in one.
import { randomUUID } from "node:crypto";
import type { WorkQueue } from "../queue/queue.ts";
import type { Fellow } from "../standings/fellow.ts";
import { HEAD_PART, hasSomethingToShow } from "../standings/standing.ts";
import { repositoryKey, type StandingStore } from "../standings/store.ts";
import type { ReconcileRequest } from "../subject.ts";
import { followingJobs, type Task } from "./task.ts";

/** `soon` is once for all that comes within some seconds. */
export type FellowsDue = "now" | "soon";

export type FellowNeeds = {
  standings: Pick<StandingStore, "readPart">;
  /** Asks for a look at the phases of each. */
  askPhases: (repositories: readonly ReconcileRequest["repository"][], due: FellowsDue) => Promise<void>;
};

/** `soonMs`: for how long what is due soon is gathered. */
export const phasesAsking =
  (queue: Pick<WorkQueue<Task>, "enqueue">, soonMs: number): FellowNeeds["askPhases"] =>
  async (repositories, due) => {
    const jobs = repositories.flatMap((repository) => followingJobs(repository, [{ kind: "phases" }], Date.now()));
    const delayMs = due === "soon" ? soonMs : 0;
    await queue.enqueue(
      `look/${randomUUID()}`,
      jobs.map((job) => ({ ...job, delayMs })),
    );
  };

/** The home, those where pull requests may wait, and those that reviews wait for. */
export async function askFellows(
  { standings, askPhases }: FellowNeeds,
  { installation, owner }: Omit<ReconcileRequest["repository"], "name">,
  fellows: readonly Fellow[],
  due: FellowsDue,
): Promise<void> {
  if (fellows.length === 0) return;
  const all = fellows.map(({ name, isHome, isAwaited }) => ({
    isAsked: isHome || isAwaited,
    repository: { installation, owner, name },
  }));
  const keys = all.map((fellow) => repositoryKey(fellow.repository));
  const heads = await standings.readPart(HEAD_PART, keys);
  const waiting = all.filter(({ isAsked }, at) => isAsked || hasSomethingToShow(heads.get(keys[at] ?? "")));
  if (waiting.length > 0)
    await askPhases(
      waiting.map(({ repository }) => repository),
      due,
    );
}

/** What they depend on is written in between: whoever crashes has asked for them already, and nobody sees only what was before. */
export async function tellingFellows(
  ask: (due: FellowsDue) => Promise<void>,
  isUrgent: boolean,
  write: () => Promise<void>,
): Promise<void> {
  await ask("soon");
  await write();
  if (isUrgent) await ask("now");
}

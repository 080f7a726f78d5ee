// This process among those that share the store: it beats, notices that it lost its jobs, and takes over those of processes that are gone.
import { type Liveness, openLiveness } from "./liveness.ts";
import { findGoneWorkers } from "./recovery.ts";
import type { PostgresSession } from "./session.ts";

export type WorkerProcess = Pick<Liveness, "worker" | "isCurrent" | "isMine"> & {
  open(events: ProcessEvents): void;
  close(): Promise<void>;
};

type ProcessEvents = {
  lost: () => void;
  woken: () => void;
  /** Jobs may run for a process that is gone. */
  orphaned: () => Promise<void>;
};

/** A timer of its own, so that neither much work nor none keeps it from beating. */
const BEAT_MS = 1_000;

export function openProcess(
  session: PostgresSession,
  report: (error: unknown) => void,
): WorkerProcess & { woken(): void } {
  let events: ProcessEvents | null = null;
  let timer: NodeJS.Timeout | undefined;
  let beating: Promise<void> | null = null;
  const liveness = openLiveness(session, () => events?.lost());
  const findGone = findGoneWorkers(session);

  const beat = async (): Promise<void> => {
    await liveness.beat();
    await findGone(await liveness.worker());
    await events?.orphaned();
  };
  const tick = (): void => {
    beating ??= beat()
      .catch(report)
      .finally(() => {
        beating = null;
      });
  };
  return {
    worker: liveness.worker,
    isCurrent: liveness.isCurrent,
    isMine: liveness.isMine,
    woken: () => events?.woken(),
    open: (given) => {
      events = given;
      timer = setInterval(tick, BEAT_MS).unref();
      tick();
    },
    close: async () => {
      clearInterval(timer);
      await beating;
      await liveness.end();
      await session.close();
    },
  };
}

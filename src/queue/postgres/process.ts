// This process as one of those on the store: it sends heartbeats, notices that it lost its jobs, and takes over those of dead processes.
import type { WorkerHost } from "../jobs.ts";
import { openLiveness, type ProcessLiveness } from "./liveness.ts";
import { findGoneWorkers } from "./recovery.ts";
import type { PostgresSession } from "./session.ts";

export type WorkerProcess = Pick<ProcessLiveness, "worker" | "isCurrent" | "isMine"> & {
  /** Starts the heartbeat; after each one, `recover` returns jobs that no process runs. */
  open(host: WorkerHost, recover: (worker: number) => Promise<void>): void;
  close(): Promise<void>;
};

/** Well below CERTAIN_MS in liveness.ts. */
const BEAT_MS = 1_000;

/** The heartbeat has its own timer and waits for nothing else, so neither much work nor a slow recovery delays it. */
export function openProcess(
  session: PostgresSession,
  report: (error: unknown) => void,
): WorkerProcess & { woken(): void } {
  let host: WorkerHost | null = null;
  const liveness = openLiveness(session, () => host?.lost());
  const findGone = findGoneWorkers(session);
  const repeated: Repeated[] = [];
  return {
    worker: liveness.worker,
    isCurrent: liveness.isCurrent,
    isMine: liveness.isMine,
    woken: () => host?.woken(),
    open: (given, recover) => {
      host = given;
      const recoverAll = async (): Promise<void> => {
        const worker = await liveness.worker();
        await findGone(worker);
        await recover(worker);
      };
      for (const step of [liveness.beat, recoverAll]) repeated.push(repeat(step, report));
    },
    close: async () => {
      for (const { stop } of repeated) await stop();
      await liveness.end();
      await session.close();
    },
  };
}

type Repeated = { stop(): Promise<void> };

/** Runs now and every second, but never twice at the same time. */
function repeat(step: () => Promise<void>, report: (error: unknown) => void): Repeated {
  let current: Promise<void> | null = null;
  const tick = (): void => {
    current ??= step()
      .catch(report)
      .finally(() => {
        current = null;
      });
  };
  const timer = setInterval(tick, BEAT_MS).unref();
  tick();
  return {
    stop: async () => {
      clearInterval(timer);
      await current;
    },
  };
}

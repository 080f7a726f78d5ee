// This process among those that share the store: it beats, notices that it lost its jobs, and takes over those of processes that are gone.
import type { WorkerHost } from "../jobs.ts";
import { openLiveness, type ProcessLiveness } from "./liveness.ts";
import { findGoneWorkers } from "./recovery.ts";
import type { PostgresSession } from "./session.ts";

export type WorkerProcess = Pick<ProcessLiveness, "worker" | "isCurrent" | "isMine"> & {
  /** From now on it beats; `recover` puts back, after each heartbeat, what nobody runs. */
  open(host: WorkerHost, recover: (worker: number) => Promise<void>): void;
  close(): Promise<void>;
};

/** Well below CERTAIN_MS in liveness.ts. */
const BEAT_MS = 1_000;

/** The heartbeat has a timer of its own and waits for nothing else: neither much work nor a slow recovery keeps the process from beating. */
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

/** Now and every second, but not while it still goes on. */
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

// Whether what is asked of GitHub can wait, known to every request of a piece of work without being handed through.
import { AsyncLocalStorage } from "node:async_hooks";

/** Sweeps, dashboards and proposals can wait; gates and commands are for now. */
export type Urgency = "now" | "can-wait";

const urgencies = new AsyncLocalStorage<Urgency>();

export const withUrgency = <Result>(urgency: Urgency, work: () => Result): Result => urgencies.run(urgency, work);

export const currentUrgency = (): Urgency => urgencies.getStore() ?? "now";

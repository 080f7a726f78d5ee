// GitHub's limits as the processes on one store share them. All times are durations, because their clocks differ.

/** No process may use the limit `name` for so long from now. */
export type SharedPause = { name: string; forMs: number; reason: string };

/** `taken`: the reserved slot begins in `inMs`. `full`: there may be a free slot in `inMs`. */
export type SlotAnswer = { kind: "taken" | "full"; inMs: number };

export type SharedLimits = {
  /** Reserves the next slot of that name, at least `everyMs` after the previous one; none if it is more than `aheadMs` away. */
  reserveSlot(name: string, everyMs: number, aheadMs: number): Promise<SlotAnswer>;
  /** For all processes. A longer existing pause stays. */
  pause(pause: SharedPause): Promise<void>;
  /** Calls back for the pauses of now, before it resolves, and for later ones of any process; maybe several times for one pause. */
  watch(paused: (pause: SharedPause) => void): Promise<void>;
};

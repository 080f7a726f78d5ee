// What processes on one store share besides work. Everything is said in durations: their clocks differ.

/** Nobody is to do what `name` stands for, for so long from now. */
export type SharedPause = { name: string; forMs: number; reason: string };

/** A slot that was taken, and how long it is until it comes; or none, and how long until there may be one. */
export type SlotAnswer = { kind: "taken" | "full"; inMs: number };

export type SharedLimits = {
  /** The next slot under that name, at least `everyMs` after the one before it; none is taken where it is further away than `aheadMs`. */
  reserveSlot(name: string, everyMs: number, aheadMs: number): Promise<SlotAnswer>;
  /** For all processes. A pause that lasts longer already stays. */
  pause(pause: SharedPause): Promise<void>;
  /** Calls back for the pauses of now and for all that come, by whichever process; for one pause perhaps several times. */
  watch(paused: (pause: SharedPause) => void): void;
};

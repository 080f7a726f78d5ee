// What processes on one store tell one another besides work. Everything is said in durations: their clocks differ.

/** Nobody is to do what `name` stands for, for so long from now. */
export type Closing = { name: string; forMs: number; reason: string };

/** A turn that was taken, and how long it is until it comes; or none, and how long until there may be one. */
export type Turn = { kind: "taken" | "full"; inMs: number };

export type Shared = {
  /** The next turn under that name, at least `everyMs` after the one before it; none is taken where it is further away than `aheadMs`. */
  turn(name: string, everyMs: number, aheadMs: number): Promise<Turn>;
  /** Tells all. What is closed for longer already stays so. */
  close(closing: Closing): Promise<void>;
  /** Tells of what is closed now and of all that is closed from now on, by whichever process; of one closing perhaps several times. */
  watch(told: (closing: Closing) => void): void;
};

// The two clocks of the sweep: one for what is stored and compared with GitHub's times, one for how long something holds.

/** Milliseconds. `wall` is the machine's clock, which may be set; `steady` only ever counts on. */
export type SweepClock = { wall: () => number; steady: () => number };

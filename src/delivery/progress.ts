// How much of a phase and of the whole delivery is done. Issues count, pull requests never; dropped ones are no work.

type Counted = { issues: { open: number; done: number; dropped: number } };

/** `planned` is done and open together; `ratio` is between 0 and 1, and 0 where nothing is planned. */
export type Progress = { done: number; open: number; dropped: number; planned: number; ratio: number };

export function progressOf(milestones: readonly Counted[]): Progress {
  const sum = (key: keyof Counted["issues"]) => milestones.reduce((total, { issues }) => total + issues[key], 0);
  const [done, open, dropped] = [sum("done"), sum("open"), sum("dropped")];
  const planned = done + open;
  return { done, open, dropped, planned, ratio: planned === 0 ? 0 : done / planned };
}

/** Percent of the delivery that is done, each phase weighted by its share; what is almost done is not rounded up to 100. */
export function overallPercent(phases: readonly { share: number; progress: Progress }[]): number {
  const whole = phases.reduce((total, { share }) => total + share, 0);
  const done = phases.reduce((total, { share, progress }) => total + share * progress.ratio, 0);
  return percentOf(whole === 0 ? 0 : done / whole);
}

/** Whole percent, rounded down: 100 means all of it. */
export const percentOf = (ratio: number): number => Math.floor(ratio * 100 + 1e-9);

/** Percent of all planned issues that each phase holds, in the order given; 0 where nothing is planned at all. */
export function scopePercents(phases: readonly { progress: Progress }[]): number[] {
  const whole = phases.reduce((total, { progress }) => total + progress.planned, 0);
  return phases.map(({ progress }) => (whole === 0 ? 0 : Math.round((progress.planned / whole) * 100)));
}

// A progress bar in plain characters, the same in issues and in a terminal.

const CELLS = 10;

/** `ratio` is between 0 and 1; a bar is full only for all of it, and never empty for some of it. */
export function progressBar(ratio: number): string {
  const full = ratio >= 1 ? CELLS : ratio <= 0 ? 0 : Math.min(CELLS - 1, Math.max(1, Math.round(ratio * CELLS)));
  return "█".repeat(full) + "░".repeat(CELLS - full);
}

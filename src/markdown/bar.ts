// A progress bar in plain characters, the same in issues and in a terminal.

const CELLS = 10;

/** `ratio` is between 0 and 1. The bar is full only at 1 and empty only at 0. */
export function progressBar(ratio: number): string {
  const full = ratio >= 1 ? CELLS : ratio <= 0 ? 0 : Math.min(CELLS - 1, Math.max(1, Math.round(ratio * CELLS)));
  return "█".repeat(full) + "░".repeat(CELLS - full);
}

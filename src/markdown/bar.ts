// A progress bar in plain characters, the same in issues and in a terminal.

/** `ratio` is between 0 and 1. The bar is full only at 1 and empty only at 0. */
export function progressBar(ratio: number, cells = 10): string {
  const full = ratio >= 1 ? cells : ratio <= 0 ? 0 : Math.min(cells - 1, Math.max(1, Math.round(ratio * cells)));
  return "█".repeat(full) + "░".repeat(cells - full);
}

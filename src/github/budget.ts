// The pace of writes to one installation: GitHub asks for a second between requests that change something.
// https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#pause-between-mutative-requests

/** Resolves when the next write may go out; each caller takes its turn. */
export type Pacer = () => Promise<void>;

export function pacer(intervalMs: number, now: () => number, sleep: (ms: number) => Promise<void>): Pacer {
  let free = 0;
  return async () => {
    const turn = Math.max(free, now());
    free = turn + intervalMs;
    if (turn > now()) await sleep(turn - now());
  };
}

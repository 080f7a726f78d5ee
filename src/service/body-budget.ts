// Bounds the memory of arriving webhook bodies: the signature can't be checked before a body is complete.
import { makeBodyPlaces, type PlaceBounds } from "./body-places.ts";

/** `waitMs`: how long a body waits for a place. `waiting`: how many wait at most. */
export type BudgetBounds = PlaceBounds & { waitMs: number; waiting: number };

/** While others wait, a body must arrive at ten megabytes a second. A usual event has 20 kB and is complete within milliseconds. */
const BOUNDS: BudgetBounds = {
  totalBytes: 40 * 1024 * 1024,
  largeBytes: 26 * 1024 * 1024,
  smallBytes: 128 * 1024,
  graceMs: 500,
  msPerByte: 1 / 10_000,
  waitMs: 5_000,
  waiting: 500,
};

export type BodyBudget = {
  /**
   * Reserves memory for a body. Resolves with a function that frees it; null if no place became free in time, or `gone` was aborted before.
   * Calls `cut` if the body is too slow while others wait: its owner must then free the place.
   */
  reserve(bytes: number, gone: AbortSignal, cut: () => void): Promise<(() => void) | null>;
};

type WaitingBody = { bytes: number; cut: () => void; enter: (release: (() => void) | null) => void };

export function makeBodyBudget(bounds: BudgetBounds = BOUNDS): BodyBudget {
  const places = makeBodyPlaces(bounds);
  let waiting: WaitingBody[] = [];
  let timer: NodeJS.Timeout | undefined;

  const admit = (body: WaitingBody): void => {
    waiting = waiting.filter((each) => each !== body);
    const giveBack = places.take(body);
    body.enter(() => void (giveBack() && fill()));
  };
  const refuse = (body: WaitingBody): void => {
    waiting = waiting.filter((each) => each !== body);
    body.enter(null);
  };
  /** The smallest first, so that large bodies from strangers do not delay small ones. */
  const fill = (): void => {
    for (const body of waiting) if (places.fits(body.bytes)) admit(body);
    clearTimeout(timer);
    const slowInMs = waiting.length === 0 ? null : places.slowIn();
    if (slowInMs !== null) timer = setTimeout(makeRoom, Math.max(1, slowInMs)).unref();
  };
  const makeRoom = (): void => {
    places.cutSlow();
    fill();
  };

  return {
    reserve: (bytes, gone, cut) => {
      const { promise, resolve } = Promise.withResolvers<(() => void) | null>();
      const body: WaitingBody = { bytes, cut, enter: resolve };
      waiting = [...waiting, body].toSorted((a, b) => a.bytes - b.bytes);
      const tired = setTimeout(() => refuse(body), bounds.waitMs);
      gone.addEventListener("abort", () => refuse(body), { once: true });
      fill();
      for (const beyond of waiting.slice(bounds.waiting)) refuse(beyond);
      return promise.finally(() => clearTimeout(tired));
    },
  };
}

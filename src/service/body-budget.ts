// Bounds the memory of webhook bodies that are under way: until a body is complete, nobody knows whether GitHub sent it.
import { makeBodyPlaces, type PlaceBounds } from "./body-places.ts";

/** How long a body waits for a place, in milliseconds, and how many wait at most. */
export type BudgetBounds = PlaceBounds & { waitMs: number; waiting: number };

/** While others wait, ten megabytes a second are asked for. GitHub's usual event has 20 kB and is complete within milliseconds. */
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
   * Reserves memory for a body. Resolves with what gives it back; null where no place became free in time, or `gone` was aborted before.
   * `cut` is called when the body is too slow and others wait: its owner has to give the place back then.
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
  /** The smallest first: what strangers announce as large holds up nothing that is small. */
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

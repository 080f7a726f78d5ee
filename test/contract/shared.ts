// What holds traffic against GitHub's descriptions: the worker's, where Jest runs the tests, else a copy of one's own.
import type * as Traffic from "./traffic.ts";

declare global {
  var sharedTraffic: (() => Promise<typeof Traffic>) | undefined;
}

export const trafficContract = (): Promise<typeof Traffic> =>
  (globalThis.sharedTraffic ?? (() => import("./traffic.ts")))();

// The Probot app: every delivery goes the same way.
import type { Probot } from "probot";
import type { Delivery } from "./service/intake.ts";

/** Probot answers GitHub when `accept` is done: 2xx when it resolves, an error when it rejects. */
export const milegate =
  (accept: (delivery: Delivery) => Promise<void>) =>
  (app: Pick<Probot, "onAny">): void => {
    app.onAny(({ id, name, payload }) => accept({ id, name, payload }));
  };

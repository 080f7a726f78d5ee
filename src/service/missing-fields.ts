// Fields that the server's schema lacks: said once, and by /readyz until a new version or a new server.
import type { Logger } from "pino";
import type { MissingField } from "../github/errors.ts";

export type MissingFields = {
  met(error: MissingField): void;
  /** Rejects while the server is known to lack what the app needs. */
  check(): Promise<void>;
};

export function makeMissingFields(log: Pick<Logger, "error">): MissingFields {
  const said = new Map<string, MissingField>();
  return {
    met: (error) => {
      if (!said.has(error.message)) log.error({ err: error }, "GitHub's schema lacks what Milegate asks for");
      said.set(error.message, error);
    },
    check: async () => {
      for (const error of said.values()) throw error;
    },
  };
}

// Labels that GitHub does not take as they are: asked for again after an hour, not at each look.
import { setBounded } from "../set-bounded.ts";
import { refusalOf } from "./errors.ts";
import type { NewLabel, Writer } from "./port.ts";

/** Of one repository, what this process was refused in the last hour. */
export type RefusedLabels = {
  /** GitHub's refusal of this very label; null where it is to be asked. */
  refusal(label: NewLabel): unknown;
  refused(label: NewLabel, error: unknown): void;
};

const AGAIN_MS = 3_600_000;
const LABELS_LIMIT = 100;

/** That it is invalid. What is forbidden may be allowed at any time. */
const INVALID = 422;

/** With another name, colour or description, as another plan has it, it is another label. */
const definitionOf = ({ name, color, description }: NewLabel): string => JSON.stringify([name, color, description]);

/** `now` is in milliseconds, by a clock that goes on evenly. */
export function makeRefusedLabels(now: () => number): RefusedLabels {
  const known = new Map<string, { error: unknown; until: number }>();
  return {
    refusal: (label) => {
      const entry = known.get(definitionOf(label));
      return entry === undefined || entry.until <= now() ? null : entry.error;
    },
    refused: (label, error) => setBounded(known, definitionOf(label), { error, until: now() + AGAIN_MS }, LABELS_LIMIT),
  };
}

/** The writer, which rejects with what GitHub said where it said so before. */
export const withRefusedLabels = (write: Writer, known: RefusedLabels): Writer => ({
  ...write,
  createLabel: async (label) => {
    const before = known.refusal(label);
    if (before !== null) throw before;
    try {
      await write.createLabel(label);
    } catch (error) {
      if (refusalOf(error)?.status === INVALID) known.refused(label, error);
      throw error;
    }
  },
});

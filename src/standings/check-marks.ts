// The checks that were written last, as a part of what is stored of a repository: a restart within a minute needs them.
import type { KeptMarks } from "../github/port.ts";
import { plainPart } from "./plain-part.ts";
import type { StandingParts } from "./store.ts";

const MARKS_PART = "check-marks";

/** To be raised with any change of what is in it. */
const marksPart = plainPart(1);

/** `stored` is what was read of the repository. */
export const keptMarks = (
  stored: ReadonlyMap<string, unknown>,
  { write }: Pick<StandingParts, "write">,
): KeptMarks => ({
  marks: marksPart.decode<KeptMarks["marks"]>(stored.get(MARKS_PART)) ?? new Map(),
  keep: (marks) => write(new Map([[MARKS_PART, marksPart.encode(marks)]])),
});

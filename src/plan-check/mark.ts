// How the check of a proposed plan says what it was worked out from, so that it is worked out again only when that changes.
import { MARKER_PREFIX } from "../vocabulary.ts";

export const proposalMark = (key: string): string => `${MARKER_PREFIX}proposal ${key} -->`;

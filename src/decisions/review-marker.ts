// The marker in a review's body: phase, round and repository, and the records that hold the review back.

import type { Phase } from "../plan/plan.ts";
import { renderMarker, valuesIn } from "./marker.ts";
import { parseRestrictions, type Restriction, renderRestrictions } from "./restriction.ts";

export type ReviewMark = {
  phase: string;
  round: number;
  /** Null in the first edition. */
  repository: string | null;
  /** Null where the list is not as the app wrote it; the first edition had none. */
  restricts: Restriction[] | null;
};

const MARK = /<!-- milegate:review((?: [a-z][a-zA-Z]*=[^\s=<>]*)*) -->/;

type Round = { phase: Phase; round: number };

export function reviewMarker(
  { phase, round }: Round,
  repository: string,
  restricts: readonly Restriction[] = [],
): string {
  const written = { phase: phase.id, round: String(round), repository, restricts: renderRestrictions(restricts) };
  return renderMarker({ kind: "review", values: new Map(Object.entries({ ...written, sum: sumOf(written) })) });
}

/** Null where there is none that could be the app's. */
export function parseReviewMarker(body: string): ReviewMark | null {
  const values = valuesIn(MARK.exec(body)?.[1] ?? "");
  const [phase, round, repository, restricts, sum] = ["phase", "round", "repository", "restricts", "sum"].map((key) =>
    values?.get(key),
  );
  if (phase === undefined || round === undefined || !/^\d{1,6}$/.test(round)) return null;
  const isIntact =
    repository !== undefined && restricts !== undefined && sum === sumOf({ phase, round, repository, restricts });
  return {
    phase,
    round: Number(round),
    repository: repository ?? null,
    restricts: isIntact ? parseRestrictions(restricts) : null,
  };
}

/** The body with this marker in place of the one that is there, or at its beginning. Line ends as the app writes them. */
export function withMarker(body: string, marker: string): string {
  const text = body.replaceAll("\r\n", "\n");
  return MARK.test(text) ? text.replace(MARK, () => marker) : `${marker}\n\n${text}`;
}

/** Tells an accident from what the app wrote; whoever sets out to forge the list can work it out. FNV-1a. */
function sumOf({
  phase,
  round,
  repository,
  restricts,
}: Record<"phase" | "round" | "repository" | "restricts", string>) {
  let hash = 0x811c9dc5;
  for (const character of `${phase} ${round} ${repository} ${restricts}`)
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}

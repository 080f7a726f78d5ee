// The rows of evidence, from records and from what was kept of a repository. Pure, and in an order that stays.
import type { Review } from "../decisions/round.ts";
import { ofKind } from "../decisions/trust.ts";
import { latestVoices, type Voice } from "../decisions/voice.ts";
import type { EvidenceRow } from "./evidence-kinds.ts";
import type { RepositoryHistory } from "./history.ts";

/** One repository of an export; `reviews` are those of its phases, none where its delivery's home is another. */
export type EvidenceSource = { repository: string; history: RepositoryHistory | null; reviews: readonly Review[] };

/** From `since` on, before `until`; null is without end. */
export type TimeSpan = { since: Date | null; until: Date | null };

export const isWithin = ({ since, until }: TimeSpan, at: Date): boolean =>
  (since === null || at >= since) && (until === null || at < until);

type Dated<Row> = { at: Date; order: number; repository: string; row: Row };

/** By time, then by repository, then as GitHub counts. */
function inOrder<Row>(span: TimeSpan, dated: readonly Dated<Row>[]): Row[] {
  const compare = (a: Dated<Row>, b: Dated<Row>): number =>
    a.at.getTime() - b.at.getTime() ||
    (a.repository < b.repository ? -1 : a.repository > b.repository ? 1 : 0) ||
    a.order - b.order;
  return dated
    .filter(({ at }) => isWithin(span, at))
    .toSorted(compare)
    .map(({ row }) => row);
}

export const mergeRows = (sources: readonly EvidenceSource[], span: TimeSpan): EvidenceRow<"merges">[] =>
  inOrder(
    span,
    sources.flatMap(({ repository, history }) =>
      [...(history?.merges.values() ?? [])].map(({ at, by, headSha, number, title, ...verdict }) => ({
        ...{ at, order: number, repository },
        row: {
          ...{ repository, number, title, merged_at: at.toISOString(), merged_by: by, head_sha: headSha },
          ...{ phase: verdict.phase, conclusion: verdict.conclusion, verdict: verdict.verdict, why: verdict.why },
        },
      })),
    ),
  );

export const decisionRows = (sources: readonly EvidenceSource[], span: TimeSpan): EvidenceRow<"decisions">[] =>
  inOrder(
    span,
    sources.flatMap(({ repository, reviews }) =>
      reviews.flatMap(({ issue, phase, round, records }) =>
        ofKind(records, "decision").map(({ id, record: { outcome, deciders, at, reason, waived } }) => ({
          ...{ at, order: id, repository },
          row: {
            ...{ repository, review: issue.number, phase: phase.id, round, outcome, by: deciders.map(oneLine) },
            ...{ at: at.toISOString(), reason, waived: waived.map(oneLine) },
          },
        })),
      ),
    ),
  );

/** An entry of a list is a line of a cell. */
const oneLine = (text: string): string => text.replace(/\s+/g, " ");

export const overrideRows = (sources: readonly EvidenceSource[], span: TimeSpan): EvidenceRow<"overrides">[] =>
  inOrder(
    span,
    sources.flatMap(({ repository, history }) =>
      [...(history?.overrides.values() ?? [])].map(({ id, number, by, at, reason, headSha, endedAt }) => ({
        ...{ at, order: id, repository },
        row: {
          ...{ repository, number, by, at: at.toISOString(), reason, head_sha: headSha },
          ended_at: endedAt?.toISOString() ?? null,
        },
      })),
    ),
  );

const STATES: Record<Voice["verb"], string> = {
  ...{ approve: "approved", "needs-work": "needs work", "not-applicable": "not applicable" },
};

/** A row for everybody's latest word in each round. */
export const signOffRows = (sources: readonly EvidenceSource[], span: TimeSpan): EvidenceRow<"sign-offs">[] =>
  inOrder(
    span,
    sources.flatMap(({ repository, reviews }) =>
      reviews.flatMap(({ issue, phase, round, records }) => {
        const asked = Map.groupBy(ofKind(records, "sign-off"), ({ record }) => record.id);
        return [...asked].flatMap(([signOff, kept]) =>
          latestVoices(kept.flatMap(({ record }) => record.voices)).map(({ verb, by, at, reason, command, line }) => ({
            ...{ at, order: command + line / 1_000, repository },
            row: {
              ...{ repository, review: issue.number, phase: phase.id, round, sign_off: signOff, state: STATES[verb] },
              ...{ by, at: at.toISOString(), reason },
            },
          })),
        );
      }),
    ),
  );

// What is exported for auditors and told of a process, of the repositories that somebody may see. Pure.
import { createHash } from "node:crypto";
import type { EvidenceRequest, HashText } from "../history/evidence-chain.ts";
import type { EvidenceKind, PlainRow } from "../history/evidence-kinds.ts";
import {
  decisionRows,
  type EvidenceSource,
  mergeRows,
  overrideRows,
  signOffRows,
  type TimeSpan,
} from "../history/evidence-rows.ts";
import { type EvidenceFormat, evidenceText } from "../history/evidence-text.ts";
import type { RepositoryView } from "./repository-view.ts";

const ROWS: Record<EvidenceKind, (sources: readonly EvidenceSource[], span: TimeSpan) => PlainRow[]> = {
  ...{ decisions: decisionRows, overrides: overrideRows, "sign-offs": signOffRows, merges: mergeRows },
};

/** A day in UTC, or a moment with its zone. */
const MOMENT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** As a request says it; null for what is no moment. */
export function spanIn(given: { since: string; until: string }): TimeSpan | null {
  const [since, until] = [momentOf(given.since), momentOf(given.until)];
  return since === undefined || until === undefined ? null : { since, until };
}

function momentOf(text: string): Date | null | undefined {
  if (text === "") return null;
  const at = new Date(text);
  return MOMENT.test(text) && !Number.isNaN(at.getTime()) ? at : undefined;
}

export const sourcesOf = (views: readonly RepositoryView[]) => views.map(({ evidence }) => evidence);

/** Those of the delivery that a repository is in, among the views. */
export const togetherWith = ({ plan, slug }: RepositoryView, views: readonly RepositoryView[]): RepositoryView[] =>
  views.filter((each) => each.slug === slug || (plan.delivery !== null && each.plan.delivery?.id === plan.delivery.id));

const sha256: HashText = (text) => createHash("sha256").update(text).digest("hex");

type Export = { request: EvidenceRequest; format: EvidenceFormat; span: TimeSpan };

/** The export's text, a row at a time; `ended` gets the last hash before the text ends. */
export function evidenceStream(
  sources: readonly EvidenceSource[],
  { request, format, span }: Export,
  ended: (hash: string) => void,
): ReadableStream<Uint8Array> {
  const parts = evidenceText(request, format, ROWS[request.kind](sources, span), sha256);
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull(controller) {
      const next = parts.next();
      if (next.done !== true) return controller.enqueue(encoder.encode(next.value));
      ended(next.value);
      return controller.close();
    },
  });
}

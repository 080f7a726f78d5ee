// Writes down that closing a pull request ended its override, for people and for hosts without a timeline, and keeps its records whole.
import type { Change } from "../change.ts";
import { overrideRewrites, recordedOverride } from "../decisions/override.ts";
import { commentOf } from "../decisions/record.ts";
import type { ActiveSituation } from "../feature.ts";
import { pullsAmong } from "../snapshot.ts";

/** Reopening does not bring an override back. */
export function endedOverrides({ snapshot: { items, repository }, now }: ActiveSituation): Change[] {
  return pullsAmong(items).flatMap((pull): Change[] => {
    const latest = pull.state === "closed" ? recordedOverride(pull.comments) : null;
    if (latest === null || latest.record.expires <= now) return [];
    const { command, line } = latest.record;
    const place = { repository: repository.id, item: pull.number };
    const record = { kind: "override-cancel", by: repository.self, command, line, at: now, ...place } as const;
    const words = "The pull request was closed, so its override has ended.";
    return [{ kind: "record", item: pull.number, body: commentOf(record, words) }];
  });
}

/** What the records of overrides still have to say: that they ended, and where they belong. */
export const wholeOverrides = ({ snapshot: { items, repository } }: ActiveSituation): Change[] =>
  pullsAmong(items).flatMap((pull) =>
    overrideRewrites(pull, repository.id).map(
      (rewrite): Change => ({ kind: "rewrite", item: pull.number, ...rewrite }),
    ),
  );

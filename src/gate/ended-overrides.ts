// Keeps the records of overrides whole: that a command or closing the pull request ended them, and where they belong.
import type { Change } from "../change.ts";
import { overrideRewrites } from "../decisions/override.ts";
import type { ActiveSituation } from "../feature.ts";
import { pullsAmong } from "../snapshot.ts";

/** Reopening a pull request does not bring its override back, on hosts without a timeline either. */
export const wholeOverrides = ({ snapshot: { items, repository }, now }: ActiveSituation): Change[] =>
  pullsAmong(items).flatMap((pull) =>
    overrideRewrites(pull, repository.id, now).map(
      (rewrite): Change => ({ kind: "rewrite", item: pull.number, ...rewrite }),
    ),
  );

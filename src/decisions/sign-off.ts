// What counts of a sign-off in one round: its records, what people said, and needs-works whose record is gone.
import type { LostRecord } from "./lost.ts";
import type { RecordOf } from "./record.ts";
import type { Restriction } from "./restriction.ts";
import type { Review } from "./round.ts";
import { ofKind, type Recorded } from "./trust.ts";
import { latestVoices, type NeedsWork, needsWorkName, parseNeedsWork, type Voice } from "./voice.ts";

type Round = Pick<Review, "records" | "lost">;

/** The comments that keep it, in the order in which they were written; more than one after somebody edited one, or after an old read. */
export const signOffRecords = ({ records }: Pick<Round, "records">, id: string): Recorded<RecordOf<"sign-off">>[] =>
  ofKind(records, "sign-off").filter(({ record }) => record.id === id);

/** Everybody's latest. */
export const voicesOn = (review: Pick<Round, "records">, id: string): Voice[] =>
  latestVoices(signOffRecords(review, id).flatMap(({ record }) => record.voices));

/** A needs-work that counts though its record was edited or deleted. */
export type LostVoice = NeedsWork & Pick<LostRecord, "how" | "url">;

/** Of each person the last, and none that they took back since. */
export function lostVoices({ lost }: Pick<Round, "lost">, id: string): LostVoice[] {
  const found = lost.flatMap(({ kind, name, how, url }) => {
    const needsWork = kind === "needs-work" ? parseNeedsWork(name) : null;
    return needsWork === null || needsWork.signOff !== id ? [] : [{ ...needsWork, how, url }];
  });
  return [...new Map(found.map((each) => [each.person, each])).values()];
}

/** The needs-works that hold the review back, for the list in its marker. */
export function needsWorksOn({ records, lost }: Round): Restriction[] {
  const ids = [...new Set(ofKind(records, "sign-off").map(({ record }) => record.id))];
  const recorded = ids.flatMap((id) => {
    const latest = new Set(voicesOn({ records }, id).map((voice) => needsWorkName(id, voice)));
    return signOffRecords({ records }, id).flatMap((each) =>
      each.record.voices
        .filter((voice) => voice.verb === "needs-work" && latest.has(needsWorkName(id, voice)))
        .map((voice): Restriction => ({ kind: "needs-work", id: each.id, name: needsWorkName(id, voice) })),
    );
  });
  const gone = lost.flatMap(({ kind, id, name }): Restriction[] => (kind === "needs-work" ? [{ kind, id, name }] : []));
  const all = [...recorded, ...gone];
  return all.filter(({ name }, at) => all.findIndex((each) => each.name === name) === at);
}

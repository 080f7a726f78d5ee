// What restricts a review though its record was deleted or edited: known by the review's list, by GitHub's timeline, or by what is left.
import type { OwnIssue } from "../github/model.ts";
import type { AnyRecord } from "./record.ts";
import type { Restriction } from "./restriction.ts";
import { ofKind, type Recorded } from "./trust.ts";
import { isSuperseded, needsWorkName, parseNeedsWork } from "./voice.ts";

/** `how` it is known: the record was edited, or is missing, or a comment is missing of which nothing else is known. */
export type LostRecord = Restriction & { how: "edited" | "deleted"; url: string };

/** The name under which a deleted comment of which nothing is known can be resolved. */
export const DELETED_NAME = "deleted-record";

/** Each once, in the order of their ids. `listed` is the list in the review's marker. */
export function lostRecords(
  issue: OwnIssue,
  records: readonly Recorded[],
  edited: readonly Recorded[],
  listed: readonly Restriction[],
): LostRecord[] {
  const told = listed.filter((each) => each.kind === "needs-work" || !records.some(({ id }) => id === each.id));
  const found = [...told, ...edited.flatMap(restrictionsIn)]
    .filter((each) => each.kind !== "needs-work" || isMissing(each, records))
    .map((each) => lostRecord(issue, each));
  const distinct = new Map(found.map((each) => [`${each.kind}.${each.id}.${each.name}`, each]));
  return [...distinct.values()].toSorted((a, b) => a.id - b.id);
}

/** A record that is there may have been written over from an old read: what it says of that person is what tells. */
function isMissing({ name }: Restriction, records: readonly Recorded[]): boolean {
  const needsWork = parseNeedsWork(name);
  if (needsWork === null) return false;
  const own = ofKind(records, "sign-off").filter(({ record }) => record.id === needsWork.signOff);
  return !own.some(({ record }) => isSuperseded(needsWork, record.voices));
}

/** What the list says of a record that restricts. */
export const restrictionsIn = ({ id, record }: { id: number; record: AnyRecord }): Restriction[] => {
  if (record.kind === "concern") return [{ kind: "concern", id, name: record.name }];
  if (record.kind === "override-cancel") return [{ kind: "override-cancel", id, name: "" }];
  if (record.kind === "sign-off")
    return record.voices
      .filter(({ verb }) => verb === "needs-work")
      .map((voice) => ({ kind: "needs-work", id, name: needsWorkName(record.id, voice) }));
  if (record.kind !== "decision" || record.outcome === "continue") return [];
  return [{ kind: record.outcome, id, name: "" }];
};

function lostRecord({ url, comments }: OwnIssue, restriction: Restriction): LostRecord {
  const left = comments.find(({ id }) => id === restriction.id);
  return { ...restriction, how: left === undefined ? "deleted" : "edited", url: left?.url ?? url };
}

/** Comments of the app's that somebody edited or deleted, of which nothing says what they recorded. */
export function unaccountedFor({ url, comments, history }: OwnIssue, lost: readonly LostRecord[]): LostRecord[] {
  const edited = comments.filter(
    ({ id, own, editedByOthers }) => own && editedByOthers && !lost.some((each) => each.id === id),
  );
  return [
    ...edited.map((each): LostRecord => ({ kind: "deleted", id: each.id, name: "", how: "edited", url: each.url })),
    ...(history?.deleted ?? []).map(
      ({ event }): LostRecord => ({ kind: "deleted", id: event, name: "", how: "deleted", url }),
    ),
  ];
}

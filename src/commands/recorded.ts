// What a command left behind in a run that did not come to its end.
import type { Change } from "../change.ts";
import type { Origin } from "../decisions/record.ts";
import { type AnyRecord, parseRecord } from "../decisions/record.ts";

/** The records of this command; `replies` are bodies of the app's comments. */
export function recordedBy(
  { command, line }: Pick<Origin, "command" | "line">,
  replies: readonly string[],
): AnyRecord[] {
  return replies
    .flatMap((body) => parseRecord(body) ?? [])
    .filter((record) => "command" in record && record.command === command && record.line === line);
}

/** Without the records that are there already, one of each kind. */
export function withoutRecorded(changes: readonly Change[], recorded: readonly AnyRecord[]): Change[] {
  const known = new Set(recorded.map(({ kind }) => kind));
  return changes.filter((change) => {
    const record = change.kind === "record" ? parseRecord(change.body) : null;
    return record === null || !known.has(record.kind);
  });
}

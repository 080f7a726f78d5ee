// Notes which conversations got a record that channels are told of, as no event brings the app back to its own comments.
import { parseMarker } from "../decisions/marker.ts";
import type { RepositoryPort } from "../github/port.ts";

const TOLD_KINDS: readonly string[] = ["decision", "reminder", "override"];

/** `noted` gets the item's number, once GitHub has taken the comment. */
export function notingRecords<Port extends RepositoryPort>(port: Port, noted: (item: number) => void): Port {
  const { comment } = port.write;
  return {
    ...port,
    write: {
      ...port.write,
      comment: async (item: number, body: string) => {
        const made = await comment(item, body);
        if (TOLD_KINDS.includes(parseMarker(body)?.kind ?? "")) noted(item);
        return made;
      },
    },
  };
}

// Comments whose delivery is late: GitHub promises no order, and people's last word has to stand.
import type { CommandComment } from "../github/model.ts";

/** What nobody has taken up after this long was written for nobody: before the app was there, or where it does not act. */
const LATE_MS = 60 * 60 * 1000;

/** Whether a comment was written before this one, not long ago, and left as it was. */
export function isPending(other: CommandComment, { id, createdAt }: CommandComment): boolean {
  const age = createdAt.getTime() - other.createdAt.getTime();
  return other.id < id && !other.edited && age >= 0 && age <= LATE_MS;
}

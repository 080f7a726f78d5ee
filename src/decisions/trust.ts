// Which comments count as records, and which only look like it. What permits needs proof; what restricts outlives an edit.
import type { RecordComment } from "../github/model.ts";
import { type AnyRecord, parseRecord, type RecordOf } from "./record.ts";

/** A record and the comment that keeps it; later comments have higher ids. */
export type Recorded<Kept extends AnyRecord = AnyRecord> = {
  record: Kept;
  id: number;
  url: string;
  createdAt: Date;
  /** As it is written: the marker, and the words below it. */
  body: string;
};

/** A comment that looks like a record and is ignored; `why` is a plain sentence without a full stop. */
export type Distrusted = { url: string; why: string };

/** `edited`: records that restrict and that somebody edited: that they restrict is all that is believed of them. */
export type Records = { trusted: Recorded[]; edited: Recorded[]; distrusted: Distrusted[] };

/**
 * Every workflow of a repository writes as this bot, with the token that GitHub gives it:
 * https://docs.github.com/en/actions/concepts/security/github_token
 */
const SHARED_LOGIN = "github-actions";

/** Whether others can write under the app's own login, so that its records prove nothing. */
export const isSharedLogin = (login: string): boolean => login === SHARED_LOGIN;

const KINDS = [
  "decision",
  "vote",
  "concern",
  "resolve",
  "override",
  "override-cancel",
  "carry-over",
  "sign-off",
] as const;
/** Anywhere in a comment, in quotes too: it may be meant to look like a record, or only quote one. */
const LOOKS_LIKE = new RegExp(`<!-- milegate:(${KINDS.join("|")})\\s`);

/** In the order in which they were written. Trusted is what the app wrote for this place, under a login of its own, and nobody else edited. */
export function recordsOf(comments: readonly RecordComment[]): Records {
  const found: Records = { trusted: [], edited: [], distrusted: [] };
  for (const comment of comments.toSorted((a, b) => a.id - b.id)) {
    const { id, body, url, createdAt, editedByOthers } = comment;
    const record = comment.own ? parseRecord(body) : null;
    const why = whyNot(comment, record);
    if (record !== null && why === null)
      found[editedByOthers ? "edited" : "trusted"].push({
        record: withVoter(record, comments),
        ...{ id, url, createdAt, body },
      });
    if (why !== null && LOOKS_LIKE.test(body)) found.distrusted.push({ url, why });
  }
  return found;
}

/** The same records, and what only looks like one, in as little as `recordsOf` needs to find them again. */
export const leanRecords = (comments: readonly RecordComment[]): RecordComment[] =>
  comments.flatMap((comment) => {
    const look = LOOKS_LIKE.exec(comment.body)?.[0];
    return look === undefined ? [] : [comment.own ? comment : { ...comment, body: look }];
  });

/** Says more of a record than its text: why it is ignored; null where it is not. */
function whyNot(comment: RecordComment, record: AnyRecord | null): string | null {
  const { own, author, editedByOthers, isMoved, place } = comment;
  if (!own) return `${author === null ? "somebody who is gone" : author.login} wrote it, not the app`;
  if (author !== null && isSharedLogin(author.login)) return `${author.login} wrote it, as any workflow can`;
  if (record !== null && isBound(record)) {
    if (record.repository !== place.repository || record.item !== place.item)
      return "it was written for another repository or another issue";
  } else if (isMoved === true) return "it came with an issue that was transferred here";
  if (record !== null && restricts(record)) return null;
  if (editedByOthers) return "somebody edited it";
  const isUnknown = record !== null && !isBound(record) && isMoved === null;
  return isUnknown ? "it does not say where it belongs, and this host does not tell whether the issue was moved" : null;
}

/** Whether it says for which repository and issue it was written, as all do but those of the first edition. */
export const isBound = ({ repository, item }: AnyRecord): boolean => repository !== undefined && item !== undefined;

/** Whether it holds something back, so that to take it away would let something through. */
export const restricts = (record: AnyRecord): boolean =>
  record.kind === "concern" ||
  record.kind === "override-cancel" ||
  (record.kind === "sign-off" && record.voices.some(({ verb }) => verb === "needs-work")) ||
  (record.kind === "decision" && record.outcome !== "continue");

/** In the first edition a record named its giver by login only; the comment that asked for it has an author with an id. */
function withVoter(record: AnyRecord, comments: readonly RecordComment[]): AnyRecord {
  if (!("by" in record) || record.byId !== undefined || isBound(record)) return record;
  const { command } = record;
  const byId = comments.find(({ id, own }) => id === command && !own)?.author?.id;
  return byId === undefined ? record : { ...record, byId };
}

/** Those of some kinds. */
export function ofKind<Kind extends AnyRecord["kind"]>(
  records: readonly Recorded[],
  ...kinds: readonly Kind[]
): Recorded<RecordOf<Kind>>[] {
  const isWanted = (each: Recorded): each is Recorded<RecordOf<Kind>> =>
    kinds.some((kind) => kind === each.record.kind);
  return records.filter(isWanted);
}

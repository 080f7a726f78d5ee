// Which comments count as records, and which only look like it.
import type { RecordComment } from "../github/model.ts";
import { type AnyRecord, parseRecord, type RecordOf } from "./record.ts";

/** A record and the comment that keeps it; later comments have higher ids. */
export type Recorded<Kept extends AnyRecord = AnyRecord> = { record: Kept; id: number; url: string; createdAt: Date };

/** A comment that looks like a record and counts for nothing; `why` is a plain sentence without a full stop. */
export type Distrusted = { url: string; why: string };

export type Records = { trusted: Recorded[]; distrusted: Distrusted[] };

/**
 * Every workflow of a repository writes as this bot, with the token that GitHub gives it:
 * https://docs.github.com/en/actions/concepts/security/github_token
 */
const SHARED_LOGIN = "github-actions";

/** Whether others can write under the app's own login, so that its records prove nothing. */
export const isSharedLogin = (login: string): boolean => login === SHARED_LOGIN;

const KINDS = ["decision", "vote", "concern", "resolve", "override", "override-cancel", "carry-over"] as const;
/** Anywhere in a comment, in quotes too: it may be meant to look like a record, or only quote one. */
const LOOKS_LIKE = new RegExp(`<!-- milegate:(${KINDS.join("|")})\\s`);

/** In the order in which they were written. Only what the app wrote, under a login of its own, and nobody else edited is trusted. */
export function recordsOf(comments: readonly RecordComment[]): Records {
  const trusted: Recorded[] = [];
  const distrusted: Distrusted[] = [];
  for (const comment of comments.toSorted((a, b) => a.id - b.id)) {
    const { id, body, url, createdAt } = comment;
    const why = whyNot(comment);
    const record = why === null ? parseRecord(body) : null;
    if (record !== null) trusted.push({ record, id, url, createdAt });
    if (why !== null && LOOKS_LIKE.test(body)) distrusted.push({ url, why });
  }
  return { trusted, distrusted };
}

/** The same records, and what only looks like one, in as little as `recordsOf` needs to find them again. */
export const leanRecords = (comments: readonly RecordComment[]): RecordComment[] =>
  comments.flatMap((comment) => {
    const trusted = recordsOf([comment]).trusted.length > 0;
    const look = LOOKS_LIKE.exec(comment.body)?.[0];
    return trusted ? [comment] : look === undefined ? [] : [{ ...comment, body: look }];
  });

function whyNot({ own, author, editedByOthers }: RecordComment): string | null {
  if (!own) return `${author === null ? "somebody who is gone" : author.login} wrote it, not the app`;
  if (author !== null && isSharedLogin(author.login)) return `${author.login} wrote it, as any workflow can`;
  return editedByOthers ? "somebody edited it" : null;
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

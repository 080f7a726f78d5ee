// The app's own comments as it wrote them over last: reads are behind the app's writes, and what is read is written over again.
import { setBounded } from "../set-bounded.ts";
import type { Item, ListedPull, OwnIssue, RecordComment, RepositoryReading } from "./model.ts";
import type { Reader, Writer } from "./port.ts";
import { withRepositories } from "./with-repositories.ts";

/** Of one repository: what this process wrote into each comment in the last minute. */
export type OwnComments = {
  /** What it says by now; `read` is what GitHub shows. */
  current(comment: number, read: string): string;
  /** `before` is what GitHub showed before, where it was read. */
  wrote(comment: number, before: string | undefined, after: string): void;
  /** After a write without an answer, which GitHub may have carried out: what it shows counts again. */
  forget(comment: number): void;
};

/** `past` are texts that a read may still show; `latest` is the one after them. */
type WrittenComment = { past: string[]; latest: string; until: number };

const LAG_MS = 60_000;
const COMMENTS_LIMIT = 200;

/** `now` is in milliseconds, by a clock that goes on evenly. */
export function makeOwnComments(now: () => number): OwnComments {
  const written = new Map<number, WrittenComment>();
  return {
    current: (comment, read) => {
      const entry = written.get(comment);
      if (entry === undefined || entry.until <= now()) return read;
      if (entry.past.includes(read)) return entry.latest;
      // Another process has written since.
      written.delete(comment);
      return read;
    },
    wrote: (comment, before, after) => {
      for (const [id, { until }] of written) if (until <= now()) written.delete(id);
      const past = written.get(comment)?.past ?? (before === undefined ? [] : [before]);
      setBounded(
        written,
        comment,
        { past: [...past.slice(-20), after], latest: after, until: now() + LAG_MS },
        COMMENTS_LIMIT,
      );
    },
    forget: (comment) => void written.delete(comment),
  };
}

/** The reader, with comments as they are by now, and the writer, which remembers them. Made for one job. */
export function withOwnComments(read: Reader, write: Writer, own: OwnComments): { read: Reader; write: Writer } {
  const seen = new Map<number, string>();
  const comment = (each: RecordComment): RecordComment => {
    if (!each.own || each.editedByOthers) return each;
    const body = own.current(each.id, each.body);
    seen.set(each.id, body);
    return body === each.body ? each : { ...each, body };
  };
  const updateComment: Writer["updateComment"] = async (id, body) => {
    await write.updateComment(id, body).catch((error: unknown) => {
      own.forget(id);
      throw error;
    });
    own.wrote(id, seen.get(id), body);
    seen.set(id, body);
  };
  return { read: correctedReader(read, comment), write: { ...write, updateComment } };
}

type Correct = (comment: RecordComment) => RecordComment;

function correctedReader(read: Reader, correct: Correct): Reader {
  const kept = <Kept extends { comments: RecordComment[] }>(of: Kept): Kept => ({
    ...of,
    comments: of.comments.map(correct),
  });
  const repository = (of: RepositoryReading): RepositoryReading => ({
    ...of,
    reviews: of.reviews.map((each): OwnIssue => kept(each)),
  });
  const item = (of: Item): Item =>
    of.kind === "pull" ? kept(of) : { ...of, own: of.own === null ? null : kept(of.own) };
  const pulls = (all: ListedPull[]): ListedPull[] => all.map((each) => kept(each));
  const whole = withRepositories(read, repository);
  return {
    ...whole,
    items: async (numbers, also) => {
      const reading = await whole.items(numbers, also);
      return { ...reading, items: reading.items.map(item) };
    },
    itemsAlone: async (numbers) => (await read.itemsAlone(numbers)).map(item),
    openPulls: async (expected) => {
      const page = await whole.openPulls(expected);
      return { ...page, items: pulls(page.items) };
    },
    moreOpenPulls: async (after, expected) => {
      const page = await read.moreOpenPulls(after, expected);
      return { ...page, items: pulls(page.items) };
    },
  };
}

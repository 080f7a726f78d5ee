// Whether reads show the records that were written a moment ago: a look that misses one decides as if nobody had said it.
import { parseRecord } from "../decisions/record.ts";
import type { Item, RecordComment, RepositoryReading } from "../github/model.ts";
import type { RepositoryPort } from "../github/port.ts";

export type ReadBack<Port> = {
  port: Port;
  /** Whether a read since then lacked one. */
  isBehind(): boolean;
};

/** Made for one job. */
export function readingBack<Port extends RepositoryPort>(given: Port): ReadBack<Port> {
  const { read, write } = given;
  const { comment } = write;
  const written = new Map<number, number[]>();
  let isBehind = false;
  const see = (number: number, comments: readonly RecordComment[]): void => {
    const there = new Set(comments.map(({ id }) => id));
    isBehind ||= (written.get(number) ?? []).some((id) => !there.has(id));
  };
  const seeReviews = ({ reviews }: RepositoryReading): void => {
    for (const { number, comments } of reviews) see(number, comments);
  };
  const seeItem = (item: Item): void => {
    if (item.kind === "pull") see(item.number, item.comments);
    else if (item.own !== null) see(item.number, item.own.comments);
  };
  const port = {
    ...given,
    read: {
      ...read,
      repository: async () => {
        const reading = await read.repository();
        seeReviews(reading);
        return reading;
      },
      items: async (...asked: Parameters<typeof read.items>) => {
        const reading = await read.items(...asked);
        seeReviews(reading.repository);
        reading.items.forEach(seeItem);
        return reading;
      },
      openPulls: async (expected: number | null) => {
        const page = await read.openPulls(expected);
        seeReviews(page.repository);
        return page;
      },
    },
    write: {
      ...write,
      comment: async (item: number, body: string) => {
        const made = await comment(item, body);
        if (parseRecord(body) !== null) written.set(item, [...(written.get(item) ?? []), made]);
        return made;
      },
    },
  };
  return { port, isBehind: () => isBehind };
}

// Whether reads show the records that were written a moment ago: a look that misses one decides as if nobody had said it.
import { parseRecord } from "../decisions/record.ts";
import type { Item, RecordComment, RepositoryReading } from "../github/model.ts";
import type { RepositoryPort } from "../github/port.ts";
import { withRepositories } from "../github/with-repositories.ts";

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
  const seen = (repository: RepositoryReading): RepositoryReading => {
    for (const { number, comments } of repository.reviews) see(number, comments);
    return repository;
  };
  const seeItem = (item: Item): void => {
    if (item.kind === "pull") see(item.number, item.comments);
    else if (item.own !== null) see(item.number, item.own.comments);
  };
  const whole = withRepositories(read, seen);
  const port = {
    ...given,
    read: {
      ...whole,
      items: async (...asked: Parameters<typeof read.items>) => {
        const reading = await whole.items(...asked);
        reading.items.forEach(seeItem);
        return reading;
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

// Relay connections as GitHub pages them: https://docs.github.com/en/graphql/guides/using-pagination-in-the-graphql-api
import { z } from "zod";
import { failure } from "./failure.ts";

export type Paging = {
  first?: number | null | undefined;
  last?: number | null | undefined;
  after?: string | null | undefined;
  before?: string | null | undefined;
};

/** What a connection is sorted by; it also is the cursor, so a page goes on where it ended even if items came or went. */
type Key = readonly (string | number)[];

export type Listing<Item> = {
  key: (item: Item) => Key;
  direction?: "ASC" | "DESC" | undefined;
  view: (item: Item) => object;
};

export function connection<Item>(
  { first, last, after, before }: Paging,
  items: readonly Item[],
  listing: Listing<Item>,
) {
  const { key, direction = "ASC", view } = listing;
  const sign = direction === "ASC" ? 1 : -1;
  const order = (a: Key, b: Key) => sign * compare(a, b);
  const all = items.map((item) => ({ item, key: key(item) })).toSorted((a, b) => order(a.key, b.key));
  const lower = after == null ? null : decode(after);
  const upper = before == null ? null : decode(before);
  const low = lower === null ? 0 : all.filter((entry) => order(entry.key, lower) <= 0).length;
  const high = upper === null ? all.length : all.filter((entry) => order(entry.key, upper) < 0).length;
  const start = last == null ? low : Math.max(low, high - last);
  const end = first == null ? high : Math.min(high, low + first);
  const page = all.slice(start, end);
  const edges = page.map((entry) => ({ cursor: encode(entry.key), node: () => view(entry.item) }));
  return {
    totalCount: items.length,
    nodes: () => page.map(({ item }) => view(item)),
    edges,
    pageInfo: {
      hasPreviousPage: start > 0,
      hasNextPage: end < all.length,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** A list that keeps the order it is given in. */
export function inOrder<Item>(args: Paging, items: readonly Item[], view: (item: Item) => object) {
  const entries = items.map((item, index) => ({ item, index }));
  return connection(args, entries, { key: ({ index }) => [index], view: ({ item }) => view(item) });
}

function compare(a: Key, b: Key): number {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined || left > right) return 1;
    if (left < right) return -1;
  }
  return a.length - b.length;
}

const PREFIX = "cursor:v2:";
const keySchema = z.array(z.union([z.string(), z.number()]));

const encode = (key: Key): string => Buffer.from(PREFIX + JSON.stringify(key)).toString("base64");

function decode(cursor: string): Key {
  const text = Buffer.from(cursor, "base64").toString("utf8");
  try {
    if (text.startsWith(PREFIX)) return keySchema.parse(JSON.parse(text.slice(PREFIX.length)));
  } catch {
    // Not one of ours: answered below.
  }
  throw failure("INVALID_CURSOR_ARGUMENTS", `\`${cursor}\` does not appear to be a valid cursor.`);
}

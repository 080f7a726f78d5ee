// Reads by number what a list has named; a read that does not find it is older than the list.
import { requireFound } from "../github/found.ts";
import type { Item } from "../github/model.ts";
import type { Reader } from "../github/port.ts";

/** Rejects with `BrokenAnswer` where one is not found, so that none is passed over: the job is tried again. */
export async function readListed(read: Pick<Reader, "itemsAlone">, numbers: readonly number[]): Promise<Item[]> {
  const items = await read.itemsAlone(numbers);
  requireFound(numbers, items);
  return items;
}

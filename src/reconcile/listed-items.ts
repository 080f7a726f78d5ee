// Reads by number what a list has named; a read that does not find it is older than the list.
import { BrokenAnswer } from "../github/errors.ts";
import type { Item } from "../github/model.ts";
import type { Reader } from "../github/port.ts";

/** Rejects with `BrokenAnswer` where one is not found, so that none is passed over: the job is tried again. */
export async function readListed(read: Pick<Reader, "itemsAlone">, numbers: readonly number[]): Promise<Item[]> {
  const items = await read.itemsAlone(numbers);
  requireFound(numbers, items);
  return items;
}

export function requireFound(numbers: readonly number[], items: readonly Item[]): void {
  const missing = numbers.filter((number) => !items.some((item) => item.number === number));
  if (missing.length > 0)
    throw new BrokenAnswer(
      `GitHub lists ${missing.map((number) => `#${number}`).join(", ")} and does not find it by number`,
    );
}

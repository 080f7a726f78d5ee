// Somebody who undoes the app's labels again and again wins: two programs must not go on against each other.
import type { Item } from "../github/model.ts";
import { isSameName } from "../names.ts";

const TIMES = 5;
const WITHIN_MS = 60 * 60 * 1000;

/** Whether the app put the label on so often within the last hour that it leaves it off now. */
export const isContested = ({ putOn = [] }: Pick<Item, "putOn">, label: string, now: Date): boolean =>
  putOn.filter(({ name, at }) => isSameName(name, label) && now.getTime() - at.getTime() < WITHIN_MS).length >= TIMES;

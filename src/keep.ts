// Maps that forget: of more than so many, what was kept longest ago goes.

/** Keeps a value as the newest. */
export function keep<Key, Value>(map: Map<Key, Value>, key: Key, value: Value, limit: number): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > limit && oldest !== undefined) map.delete(oldest);
}

// What texts of the store say, kept as long as they are read again and again: every look at a delivery reads all of its repositories.

/** `limit` is in characters of all the texts together; what was read longest ago goes first. Nobody may change what it returns. */
export function parsedTexts<Value>(parse: (text: string) => Value, limit: number): (text: string) => Value {
  const kept = new Map<string, Value>();
  let size = 0;
  const drop = (text: string): void => {
    if (kept.delete(text)) size -= text.length;
  };
  return (text) => {
    const known = kept.get(text);
    const value = known ?? parse(text);
    drop(text);
    kept.set(text, value);
    size += text.length;
    for (const oldest of kept.keys()) {
      if (size <= limit) break;
      drop(oldest);
    }
    return value;
  };
}

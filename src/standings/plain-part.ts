// A part of a standing as plain data with its version: dates and maps come back as they were.
import { z } from "zod";
import { parsePlain, plainText } from "../values/plain-data.ts";

/** `version` is to be raised with any change of what is in it. */
export function plainPart(version: number, parse: (text: string) => unknown = parsePlain) {
  const stored = z.object({ version: z.literal(version), plain: z.string() });
  return {
    /** Null for what is missing, damaged or of another version. */
    decode<Value>(part: unknown): Value | null {
      const read = stored.safeParse(part);
      if (!read.success) return null;
      try {
        // Only the app writes it, and the version says which.
        return parse(read.data.plain) as Value;
      } catch {
        return null;
      }
    },
    encode: (value: unknown): unknown => ({ version, plain: plainText(value) }),
  };
}

// Bounded texts, and lists of them, as plans are written with.
import { z } from "zod";
import { expectedValue } from "./expected.ts";

/** What is trimmed is measured before, so that the JSON Schema draws the same line. */
const textUpTo = (limit: number) => z.string().max(limit).regex(/\S/, expectedValue("some text")).trim();

export const shortText = textUpTo(200);
export const longText = textUpTo(2_000);
export const shortTexts = z.array(shortText).max(100);

/** GitHub's limit for a label's name. */
export const labelName = textUpTo(50);

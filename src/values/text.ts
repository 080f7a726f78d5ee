// Bounded texts in plans, and lists of them.
import { z } from "zod";
import { expectedValue } from "./expected.ts";

/** The limit applies before trimming, so that it equals the JSON Schema's. */
const textUpTo = (limit: number) => z.string().max(limit).regex(/\S/, expectedValue("some text")).trim();

export const shortText = textUpTo(200);
export const longText = textUpTo(2_000);
export const shortTexts = z.array(shortText).max(100);

/** GitHub's limit for a label's name. */
export const labelName = textUpTo(50);

// Values that the options of several criteria share.
import { z } from "zod";
import { labelName } from "../values/text.ts";

/** How many are enough. */
export const wholeCount = z.int().min(1).max(10_000);

export const labelList = z.array(labelName).min(1).max(20);

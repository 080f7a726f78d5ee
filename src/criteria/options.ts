// Values that the options of several criteria share.
import { z } from "zod";
import { labelName, shortText } from "../values/text.ts";

/** How many are enough. */
export const wholeCount = z.int().min(1).max(10_000);

export const labelList = z.array(labelName).min(1).max(20);

/** The repository of a delivery that is looked at. */
export const repositoryOption = shortText.optional().meta({
  description: "In a delivery: the name of one of its repositories, or `all` of them; absent: its home.",
  examples: ["shop-api", "all"],
});

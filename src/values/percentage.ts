// Percentages in plans, such as "90%".
import { z } from "zod";
import { expectedValue } from "./expected.ts";

const aPercentage = expectedValue('a percentage in quotes such as "90%"');

export const PERCENTAGE_TEXT = /^(100|\d{1,2}(\.\d{1,3})?)%$/;

/** The number before the sign. */
export const percentageText = z
  .string(aPercentage)
  .regex(PERCENTAGE_TEXT, aPercentage)
  .transform((text) => Number(text.slice(0, -1)));

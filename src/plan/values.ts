// The small values that a plan is written with, each bounded.
import { z } from "zod";
import { DURATION, parseDuration } from "./duration.ts";

export const shortText = z.string().trim().min(1).max(200);
export const longText = z.string().trim().min(1).max(2_000);
export const texts = z.array(shortText).max(100);

/** GitHub's limit for a label's name. */
export const label = z.string().trim().min(1).max(50);

export const phaseId = z
  .string()
  .regex(/^[a-z0-9-]+$/, "expected lower-case letters, digits and dashes")
  .max(50);

export const duration = z
  .string()
  .regex(DURATION, "expected a duration such as 30m, 12h, 14d or 2w")
  .transform((text) => parseDuration(text) ?? 0);

export const percentage = z
  .string()
  .regex(/^(100|\d{1,2}(\.\d+)?)%$/, 'expected a percentage such as "90%"')
  .transform((text) => Number(text.slice(0, -1)));

/** "user" or "@org/team". */
export const person = z
  .string()
  .regex(/^@?[A-Za-z0-9_.[\]-]+(\/[A-Za-z0-9_.-]+)?$/, 'expected "user" or "@org/team"')
  .max(140);

export const role = z
  .string()
  .regex(
    /^(read|triage|write|maintain|admin|@[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+)$/,
    'expected a role (read, triage, write, maintain, admin) or "@org/team"',
  );

// The small values that a plan is written with, each bounded and each saying what it expects.
import { z } from "zod";
import { DURATION, parseDuration } from "./duration.ts";
import { expected } from "./messages.ts";

/** What is trimmed is measured before, so that the JSON Schema draws the same line. */
const textUpTo = (limit: number) => z.string().max(limit).regex(/\S/, expected("some text")).trim();

export const shortText = textUpTo(200);
export const longText = textUpTo(2_000);
export const texts = z.array(shortText).max(100);

/** GitHub's limit for a label's name. */
export const label = textUpTo(50);

export const phaseId = z
  .string()
  .max(50)
  .regex(/^[a-z0-9-]+$/, expected("lower-case letters, digits and dashes"));

const aDuration = expected("a duration such as 30m, 12h, 14d or 2w");

/** Milliseconds. */
export const duration = z
  .string(aDuration)
  .regex(DURATION, aDuration)
  .transform((text) => parseDuration(text) ?? 0);

const aPercentage = expected('a percentage in quotes such as "90%"');

export const PERCENTAGE = /^(100|\d{1,2}(\.\d{1,3})?)%$/;

export const percentage = z
  .string(aPercentage)
  .regex(PERCENTAGE, aPercentage)
  .transform((text) => Number(text.slice(0, -1)));

/** The underscore is that of enterprise-managed users: https://docs.github.com/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication */
export const person = z
  .string()
  .max(140)
  .regex(/^([A-Za-z0-9_-]+|@[A-Za-z0-9_-]+\/[A-Za-z0-9_.-]+)$/, expected('"user" or "@org/team"'));

/** Whom a comment mentions: people write the sign there, or don't. */
export const mentioned = z
  .string()
  .max(140)
  .regex(/^(@?[A-Za-z0-9_-]+|@[A-Za-z0-9_-]+\/[A-Za-z0-9_.-]+)$/, expected('"user" or "@org/team"'));

/** GitHub's repository roles, from the one that may do least. */
export const ROLES = ["read", "triage", "write", "maintain", "admin"] as const;

export const role = z
  .string()
  .max(140)
  .regex(
    new RegExp(`^(${ROLES.join("|")}|@[A-Za-z0-9_-]+/[A-Za-z0-9_.-]+)$`),
    expected(`a role (${ROLES.join(", ")}) or "@org/team"`),
  );

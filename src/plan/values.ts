// Who and what a plan names: phases, people and roles, each bounded and each saying what it expects.
import { z } from "zod";
import { expectedValue } from "../values/expected.ts";

export const phaseId = z
  .string()
  .max(50)
  .regex(/^[a-z0-9-]+$/, expectedValue("lower-case letters, digits and dashes"));

/** A channel that the operator set: `NOTIFY_` and its name. `secret` and `owners-…` would be other settings. */
export const channelName = z
  .string()
  .max(50)
  .regex(
    /^(?!secret$|owners-)[a-z0-9-]+$/,
    expectedValue(
      "a channel's name: lower-case letters, digits and dashes; not `secret`, and nothing with `owners-` first",
    ),
  );

/** The underscore is that of enterprise-managed users: https://docs.github.com/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication */
export const personValue = z
  .string()
  .max(140)
  .regex(/^([A-Za-z0-9_-]+|@[A-Za-z0-9_-]+\/[A-Za-z0-9_.-]+)$/, expectedValue('"user" or "@org/team"'));

/** Whom a comment mentions: people write the sign there, or don't. */
export const mentioned = z
  .string()
  .max(140)
  .regex(/^(@?[A-Za-z0-9_-]+|@[A-Za-z0-9_-]+\/[A-Za-z0-9_.-]+)$/, expectedValue('"user" or "@org/team"'));

/** GitHub's repository roles, from the one that may do least. */
export const ROLES = ["read", "triage", "write", "maintain", "admin"] as const;

export const role = z
  .string()
  .max(140)
  .regex(
    new RegExp(`^(${ROLES.join("|")}|@[A-Za-z0-9_-]+/[A-Za-z0-9_.-]+)$`),
    expectedValue(`a role (${ROLES.join(", ")}) or "@org/team"`),
  );

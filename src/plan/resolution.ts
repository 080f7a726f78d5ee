// What is known of a repository's plan: where it comes from, and why there is none.
import type { Plan } from "./plan.ts";
import type { DeliveryOf, Roster, RosterEntry } from "./roster.ts";
import type { PlanProblem } from "./yaml.ts";

/** In the owner's `.github` repository the file is the owner's. */
export const isOwnersHome = (name: string): boolean => name.toLowerCase() === ".github";

export type Source = "repository" | "owner" | "built-in";

/** `delivery` is null for a repository alone. */
export type Resolution =
  | { kind: "inactive"; reason: string }
  | { kind: "invalid"; source: Source; problems: PlanProblem[]; delivery: DeliveryOf | null }
  | { kind: "active"; source: Source; plan: Plan; hints: PlanProblem[]; delivery: DeliveryOf | null };

/** A file is its text; null where it is no text. No file at all is `null` instead of the object. */
export type SourceFile = { text: string | null } | null;

export type Sources = {
  /** The repository's name, without its owner. */
  name: string;
  repository: SourceFile;
  owner: SourceFile;
  /** Earlier texts of the owner's file, the newest first; matters only while that is invalid. */
  ownerVersions?: readonly (string | null)[];
  /** Absent where it was not read; matters only where `needsRoster` says so. */
  roster?: Roster | undefined;
  /** Who can read the repository, where that is known. */
  visibility?: RosterEntry["visibility"] | undefined;
  milestones: readonly { number: number; title: string }[];
};

export const inactive = (reason: string): Resolution => ({ kind: "inactive", reason });

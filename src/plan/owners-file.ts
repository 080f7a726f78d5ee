// The owner's file, which many repositories of the owner read again and again.
import { setBounded } from "../set-bounded.ts";
import { isMapping } from "./inherit.ts";
import type { ZodProblem } from "./messages.ts";
import { type ParsedPlan, parsePlan, type ValidPlan } from "./parse.ts";
import { isProperty } from "./selection.ts";
import { type PlanProblem, readYaml } from "./yaml.ts";

/** `versions` are earlier texts, the newest first; they matter only while `text` is invalid. */
export type OwnersFile = { text: string | null; versions?: readonly (string | null)[] | undefined };

const parsed = new Map<string | null, ParsedPlan>();
const LIMIT = 8;
/** In characters. Longer ones are refused before they are read. */
const LONGEST = 65_536;

/** The same for the same text, so it is worked out once for all of an owner's repositories. */
export function parseOwners(text: string | null): ParsedPlan {
  const result = parsed.get(text) ?? parsePlan(text);
  if (text === null || text.length <= LONGEST) setBounded(parsed, text, result, LIMIT);
  return result;
}

/** The last version that is valid, with its text; null where there is none. */
export function lastValid({ text, versions = [] }: OwnersFile): (ValidPlan & { text: string | null }) | null {
  for (const each of [text, ...versions]) {
    const found = parseOwners(each);
    if (found.kind === "valid") return { ...found, text: each };
  }
  return null;
}

/** Whether the owner's repositories have to be known: the file, or its last valid version, has deliveries or names a property. */
export function needsRoster(text: string | null, versions: OwnersFile["versions"] = []): boolean {
  const last = lastValid({ text, versions })?.plan;
  if (last !== undefined && (last.deliveries.length > 0 || (last.repositories ?? []).some(isProperty))) return true;
  const read = parseOwners(text).kind === "valid" ? null : readYaml(text);
  return read?.kind === "read" && isMapping(read.file.value) && Object.hasOwn(read.file.value, "deliveries");
}

/** Problems that were found after the file was read, with their lines. */
export function locateIn(text: string | null, problems: readonly ZodProblem[]): PlanProblem[] {
  if (problems.length === 0) return [];
  const read = readYaml(text);
  return read.kind === "read" ? problems.map(read.file.locate) : [];
}

/** Custom properties cost further requests, so they are asked for only where the file speaks of them. */
export const mentionsProperties = (text: string | null): boolean => /\bproperty\b/.test(text ?? "");

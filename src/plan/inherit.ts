// What a repository's file takes over from its owner's.
import type { Plan } from "./plan.ts";

type Mapping = Record<string, unknown>;
type Owner = { written: unknown; plan: Pick<Plan, "locked"> };

export const extendsOwner = (written: unknown): boolean => isMapping(written) && written["extends"] === "owner";

/** The file over the whole of its owner's where it says so, else over the locked keys alone: leaving one out doesn't loosen it. */
export function inherited(written: unknown, owner: Owner): unknown {
  if (!isMapping(written) || !isMapping(owner.written)) return written;
  if (extendsOwner(written)) return mergeFiles(withoutDeliveries(owner.written), written);
  return mergeFiles(pick(owner.written, owner.plan.locked), written);
}

/** A repository takes over the plan, not the deliveries of others. */
const withoutDeliveries = ({ deliveries: _others, ...plan }: Mapping): Mapping => plan;

/** Mappings are merged deep; lists and single values are replaced. */
export function mergeFiles(owner: Mapping, repository: Mapping): Mapping {
  const merged = Object.entries(repository).map(([key, value]) => {
    const below = Object.hasOwn(owner, key) ? owner[key] : undefined;
    return [key, isMapping(below) && isMapping(value) ? mergeFiles(below, value) : value];
  });
  return { ...owner, ...Object.fromEntries(merged) };
}

const pick = (file: Mapping, paths: readonly string[]): Mapping =>
  paths.map((path) => pickPath(file, path.split("."))).reduce(mergeFiles, {});

/** The value at the path with the mappings around it; nothing where it isn't set, or lies within a list. */
function pickPath(file: Mapping, [key, ...rest]: readonly string[]): Mapping {
  if (key === undefined || !Object.hasOwn(file, key)) return {};
  const value = file[key];
  if (rest.length === 0) return { [key]: value };
  return isMapping(value) ? { [key]: pickPath(value, rest) } : {};
}

export const isMapping = (value: unknown): value is Mapping =>
  typeof value === "object" && value !== null && !Array.isArray(value);

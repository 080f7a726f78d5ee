// Whether a push may have changed the plan's file.
import type { z } from "zod";
import { PLAN_FILES } from "../vocabulary.ts";
import type * as payloads from "./payloads.ts";

/** GitHub lists at most 2,048 commits of a push, and none of those that a force-push took away: it can have changed any file. */
export function touchesPlan({ commits = [], forced = false }: z.infer<typeof payloads.pushPayload>): boolean {
  const files = commits.flatMap(({ added = [], modified = [], removed = [] }) => [...added, ...modified, ...removed]);
  const isUnsaid = commits.some(({ added, modified, removed }) => (added ?? modified ?? removed) === undefined);
  return (
    forced ||
    commits.length === 0 ||
    commits.length >= 2048 ||
    isUnsaid ||
    files.some((file) => PLAN_FILES.includes(file))
  );
}

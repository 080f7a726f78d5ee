// Why an issue was closed, as GraphQL shows it.
import type { WorldStateReason } from "../model-parts.ts";

/** A duplicate shows only to who asks for it: https://docs.github.com/en/graphql/reference/enums#issuestatereason */
export function reasonOf(reason: WorldStateReason | null, enableDuplicate: boolean): string | null {
  if (reason === "duplicate" && !enableDuplicate) return "NOT_PLANNED";
  return reason?.toUpperCase() ?? null;
}

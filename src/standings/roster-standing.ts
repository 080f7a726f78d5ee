// The owner's repositories as they were read last, so that not every look has to list them.

import { z } from "zod";
import type { OwnerRoster } from "../github/model.ts";
import type { StandingStore } from "./store.ts";

/** `properties`: whether these were asked for. */
export type RosterStanding = { at: Date; properties: boolean; roster: OwnerRoster };

export const ROSTER_PART = "roster";

const VERSION = 1;

const value = z.union([z.string(), z.array(z.string())]).nullable();
const stored = z.object({
  version: z.literal(VERSION),
  at: z.coerce.date(),
  properties: z.boolean(),
  roster: z.object({
    isOrganization: z.boolean(),
    repositories: z.array(
      z.object({
        name: z.string(),
        id: z.string(),
        visibility: z.enum(["public", "internal", "private", "unknown"]),
        isArchived: z.boolean(),
      }),
    ),
    properties: z
      .array(z.tuple([z.string(), z.record(z.string(), value)]))
      .transform((entries) => new Map(entries))
      .nullable(),
    editable: z.array(z.string()),
  }),
});

/** Null for what is missing, damaged or of another version. */
export const parseRoster = (part: unknown): RosterStanding | null => stored.safeParse(part).data ?? null;

export const rosterPart = ({ at, properties, roster }: RosterStanding): unknown => ({
  ...{ version: VERSION, at: at.toISOString(), properties },
  roster: { ...roster, properties: roster.properties === null ? null : [...roster.properties] },
});

/** It is asked for anew the next time, and what has changed since is seen. */
export async function outdateRoster(standings: StandingStore, owner: string): Promise<void> {
  const stored = parseRoster((await standings.read(owner)).get(ROSTER_PART));
  if (stored !== null)
    await standings.write(owner, new Map([[ROSTER_PART, rosterPart({ ...stored, at: new Date(0) })]]));
}

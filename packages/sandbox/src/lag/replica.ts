// Reads that are behind the world, as GitHub's replicas are behind its events.
import type { World, WorldActor } from "../model.ts";
import { worldAt } from "./copy.ts";
import type { LagSettings } from "./settings.ts";
import { makeTracks, noteWorld } from "./tracks.ts";

/** From now on reads lag; null: they don't. What is there already shows at once, and a change that still lagged, too. */
export function lagReads(world: World, settings: LagSettings | null): void {
  if (settings === null) {
    world.replica = null;
    return;
  }
  const tracks = makeTracks(settings);
  let caughtUpAt = Number.NEGATIVE_INFINITY;
  const observe = (at: number): void => {
    caughtUpAt = Math.max(caughtUpAt, noteWorld(tracks, world, at));
  };
  observe(Number.NEGATIVE_INFINITY);
  world.replica = {
    observe: () => observe(world.now().getTime()),
    shown: () => {
      const time = world.now().getTime();
      observe(time);
      return worldAt(world, tracks, time);
    },
    behindMs: () => {
      const time = world.now().getTime();
      observe(time);
      return Math.max(0, caughtUpAt - time);
    },
  };
}

/** Who reads, in the world that they are shown; as they are where reads don't lag. */
export function readerOf<Reader extends { world: World; actor: WorldActor }>(reader: Reader): Reader {
  const { world, actor } = reader;
  if (world.replica === null) return reader;
  const shown = world.replica.shown();
  const installation = shown.installations.find(({ id }) => id === actor.installation?.id) ?? actor.installation;
  return { ...reader, world: shown, actor: { ...actor, installation } };
}

const STEP_MS = 10;

/** Resolves once reads show the world as it is. The world's clock has to go on meanwhile. */
export async function caughtUp({ replica }: World): Promise<void> {
  for (let behind = replica?.behindMs() ?? 0; behind > 0; behind = replica?.behindMs() ?? 0)
    await new Promise((resolve) => setTimeout(resolve, Math.min(behind, STEP_MS)));
}

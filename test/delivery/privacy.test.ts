// Nobody learns what they can't read: whatever the plan, the visibilities and the texts, and every verdict is as if everybody could.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Change } from "../../src/change.ts";
import { situationOf } from "../../src/feature.ts";
import { decide } from "../../src/reconcile/decide.ts";
import { NOW } from "../builders.ts";
import { looksIn, nameWord, type Placing, type SecretWorld, secretWorld, textWord } from "./secret-worlds.ts";

const RUNS = Number(process.env["PRIVACY_RUNS"] ?? 30);
const SEED = process.env["PRIVACY_SEED"];

/** Words of other repositories that nobody may find in this one. */
function secretsFor({ members, titles }: SecretWorld, place: number): string[] {
  const own = members[place];
  const isClosed = ["private", "internal"].includes(own?.disputed ?? own?.visibility ?? "unknown");
  return members.flatMap((other, at) => {
    const isPublic =
      other.visibility === "public" && (other.disputed ?? "public") === "public" && other.state !== "away";
    if (at === place || isPublic) return [];
    if (!isClosed) return [nameWord(at), textWord(at)];
    return titles ? [] : [textWord(at)];
  });
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

const conclusionsOf = (changes: readonly Change[]) =>
  changes.flatMap((change) => (change.kind === "set-check" ? [[change.headSha, change.content.conclusion]] : []));

function statesOf({ snapshot }: Placing) {
  const situation = situationOf(snapshot, NOW);
  if (situation.kind !== "active") return [];
  return situation.states.map(({ phase, began, ended, decision, criteria }) => ({
    ...{ phase: phase.id, began, ended, decided: decision?.outcome ?? null },
    criteria: criteria.map(({ title, must, evaluation }) => [title, must, evaluation.state]),
  }));
}

test("no place says what it must not, and each verdict is as if everything were public", () => {
  let searched = 0;
  let hidden = 0;
  const property = fc.property(secretWorld, (world) => {
    const open = looksIn(world, true);
    for (const [index, placing] of looksIn(world, false).entries()) {
      const changes = decide(placing.snapshot, NOW);
      const texts = textsIn(changes);
      searched += texts.length;
      const secrets = secretsFor(world, placing.at);
      hidden += secrets.length;
      const leaks = texts.flatMap((text) =>
        secrets.filter((word) => text.toLowerCase().includes(word)).map((word) => ({ word, text })),
      );
      expect({ scope: placing.snapshot.scope.kind, leaks }).toEqual({ scope: placing.snapshot.scope.kind, leaks: [] });
      const same = open[index];
      if (same === undefined) throw new Error("the same looks");
      expect(statesOf(placing)).toEqual(statesOf(same));
      expect(conclusionsOf(changes)).toEqual(conclusionsOf(decide(same.snapshot, NOW)));
    }
  });
  fc.assert(property, { numRuns: RUNS, ...(SEED === undefined ? {} : { seed: Number(SEED) }) });
  // Most of it has something to say, and something to hide.
  expect(searched).toBeGreaterThan(RUNS * 20);
  expect(hidden).toBeGreaterThan(RUNS);
  if (process.env["PRIVACY_RUNS"] !== undefined) process.stdout.write(`${searched} texts searched\n`);
});

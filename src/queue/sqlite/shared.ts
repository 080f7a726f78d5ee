// An embedded store has only one process, so there is nobody to share with. Pauses survive a restart.
import type { SharedLimits } from "../shared.ts";
import type { StoreClock } from "./clock.ts";
import type { SqliteStore } from "./store.ts";

export function openSqliteShared(store: SqliteStore, clock: StoreClock): SharedLimits {
  const free = new Map<string, number>();
  const set = store.prepare(`
    INSERT INTO closed (name, until, reason) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET
      until = excluded.until, reason = excluded.reason WHERE excluded.until > until`);
  const all = store.prepare("SELECT name, until, reason FROM closed WHERE until > ?");
  return {
    reserveSlot: async (name, everyMs, aheadMs) => {
      const now = clock.now();
      const at = Math.max(free.get(name) ?? 0, now);
      if (at - now > aheadMs) return { kind: "full", inMs: at - now };
      free.set(name, at + everyMs);
      return { kind: "taken", inMs: at - now };
    },
    pause: async ({ name, forMs, reason }) => void set.run(name, clock.now() + Math.ceil(forMs), reason),
    watch: async (paused) => {
      const now = clock.now();
      for (const { name, until, reason } of all.all(now))
        paused({ name: String(name), forMs: Number(until) - now, reason: String(reason) });
    },
  };
}

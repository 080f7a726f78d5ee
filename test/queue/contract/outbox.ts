// The contract of the outbox: what is to be said outside of GitHub is neither lost nor, by the store, said twice.
import { expect, test } from "@jest/globals";
import { FAILING_ATTEMPTS } from "../../../src/queue/outbox.ts";
import { pauseMs, type TestEngine, uniqueStore } from "../jobs.ts";

const SHOP = "1/octo/shop";
const MINUTE = 60_000;

const notice = (key: string, channel = "releases") => ({
  channel,
  key,
  format: "json",
  body: `{"id":"${key}","é":"\\u0000"}`,
});

export function outboxContract({ open }: TestEngine): void {
  test("what is stored is there after a restart, with what was remembered of it, once a key and channel", async () => {
    const store = uniqueStore();
    const before = await open(store);
    const told = new Map([["told", ["a"]]]);
    await before.outbox.store(SHOP, told, [notice("a"), notice("a", "other"), notice("b")]);
    await before.outbox.store(SHOP, new Map(), [{ ...notice("a"), body: "another" }]);
    await before.stop(100);
    const { outbox, standings, stop } = await open(store);
    expect((await standings.read(SHOP)).get("told")).toEqual(["a"]);
    expect(await outbox.depth()).toEqual({ waiting: 3, failing: 0 });
    const first = await outbox.claim("releases", MINUTE);
    expect(first).toEqual({ id: expect.any(String), key: "a", format: "json", body: notice("a").body, attempts: 1 });
    expect(await outbox.claim("releases", MINUTE)).toMatchObject({ key: "b" });
    expect(await outbox.claim("releases", MINUTE)).toBeNull();
    expect(await outbox.dueIn("releases")).toBeGreaterThan(MINUTE / 2);
    await outbox.sent(first?.id ?? "");
    expect(await outbox.claim("other", MINUTE)).toMatchObject({ key: "a" });
    expect(await outbox.claim("nobody", MINUTE)).toBeNull();
    expect(await outbox.dueIn("nobody")).toBeNull();
    await stop(100);
  });

  test("what failed comes again in its time, with the same bytes; a lease ends, too", async () => {
    const { outbox, stop } = await open(uniqueStore());
    await outbox.store(SHOP, new Map(), [notice("a")]);
    const first = await outbox.claim("releases", MINUTE);
    await outbox.failed(first?.id ?? "", "answered with 500", 50);
    expect(await outbox.claim("releases", 50)).toBeNull();
    await pauseMs(60);
    expect(await outbox.claim("releases", 50)).toEqual({ ...first, attempts: 2 });
    await pauseMs(60);
    expect(await outbox.claim("releases", MINUTE)).toMatchObject({ key: "a", attempts: 3 });
    await stop(100);
  });

  test("what keeps failing is kept with the failed jobs, to be retried or discarded", async () => {
    const queue = await open(uniqueStore());
    const { outbox } = queue;
    await outbox.store(SHOP, new Map(), [notice("a"), notice("b")]);
    // In whichever order: both may be due in the same millisecond.
    for (let claimed = await outbox.claim("releases", 0); claimed !== null; claimed = await outbox.claim("releases", 0))
      await outbox.failed(claimed.id, "answered with 500", claimed.attempts === FAILING_ATTEMPTS ? null : 0);
    expect(await outbox.claim("releases", 0)).toBeNull();
    expect(await outbox.depth()).toEqual({ waiting: 0, failing: 2 });
    const failures = (await queue.failures()).toSorted((a, b) => (a.key < b.key ? -1 : 1));
    expect(failures).toEqual(
      ["a", "b"].map((key) => ({
        ...{ id: expect.stringMatching(/^n\d+$/), repository: SHOP, key: `notice to releases: ${key}` },
        ...{ attempts: FAILING_ATTEMPTS, error: "answered with 500", failedAt: expect.any(Date) },
      })),
    );
    await queue.retry(failures[0]?.id ?? "");
    await queue.discard(failures[1]?.id ?? "");
    expect(await queue.failures()).toEqual([]);
    expect(await outbox.claim("releases", 0)).toMatchObject({ key: "a", attempts: 1 });
    await queue.stop(100);
  });
}

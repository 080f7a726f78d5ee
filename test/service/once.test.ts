// The same issue or comment is created once a minute at most, by whichever process.
import { expect, test } from "@jest/globals";
import { commentOf } from "../../src/decisions/record.ts";
import { RateLimited } from "../../src/github/errors.ts";
import type { Writer } from "../../src/github/port.ts";
import { makeOnceWriter } from "../../src/service/once.ts";

const SHOP = { installation: 1, owner: "octo", name: "shop" };
const ISSUE = { title: "Boundary review", body: "<!-- round 1 -->\nopen: 3", labels: [], assignees: [] };

/** Two processes on one store, and what they created. */
function processes(failure: () => Error | null = () => null) {
  const taken = new Set<string>();
  const reserveSlot = async (name: string) => {
    const kind = taken.has(name) ? ("full" as const) : ("taken" as const);
    taken.add(name);
    return { kind, inMs: kind === "full" ? 30_000 : 0 };
  };
  const created: string[] = [];
  const create = async (what: string): Promise<number> => {
    const error = failure();
    if (error !== null) throw error;
    return created.push(what);
  };
  const write = {
    createIssue: ({ title }: typeof ISSUE) => create(title).then(() => undefined),
    comment: (_item: number, body: string) => create(body),
  } as Partial<Writer> as Writer;
  const [one, other] = [0, 1].map(() => makeOnceWriter({ reserveSlot }, 60_000)(SHOP, write));
  if (one === undefined || other === undefined) throw new Error("no writers");
  return { one, other, created };
}

test("an issue with the same first line is the same, whatever else its body says", async () => {
  const { one, other, created } = processes();
  await one.createIssue(ISSUE);
  await expect(other.createIssue({ ...ISSUE, body: "<!-- round 1 -->\nopen: 2" })).rejects.toMatchObject({ by: "lag" });
  await other.createIssue({ ...ISSUE, body: "<!-- round 2 -->\nopen: 2" });
  expect(created).toHaveLength(2);
});

test("a comment is the same on the same item only", async () => {
  const { one, other, created } = processes();
  await one.comment(1, "Decided");
  await other.comment(2, "Decided");
  await expect(other.comment(1, "Decided")).rejects.toThrow(RateLimited);
  expect(created).toHaveLength(2);
});

const override = (minute: number, line: number): string =>
  commentOf(
    {
      ...{ kind: "override", reason: "hotfix", expires: new Date(minute * 60_000) },
      ...{ by: "bob", command: 7, line, at: new Date(0), repository: "R_1", item: 1 },
    },
    `Until minute ${minute}`,
  );

test("a command's record is the same whenever it is tried again, and another line's is not", async () => {
  const { one, other, created } = processes();
  await one.comment(1, override(1, 1));
  await expect(other.comment(1, override(2, 1))).rejects.toThrow(RateLimited);
  await other.comment(1, override(2, 2));
  expect(created).toHaveLength(2);
});

test("what was surely not created is created at the next attempt; what may have been, not", async () => {
  let error: Error | null = new RateLimited(new Date(0), "other writes are first", "pace");
  const { one, created } = processes(() => error);
  await expect(one.comment(1, "Decided")).rejects.toMatchObject({ by: "pace" });
  error = null;
  await one.comment(1, "Decided");
  expect(created).toEqual(["Decided"]);
  error = new Error("the answer was lost");
  await expect(one.comment(1, "Again")).rejects.toThrow("lost");
  error = null;
  await expect(one.comment(1, "Again")).rejects.toMatchObject({ by: "lag" });
});

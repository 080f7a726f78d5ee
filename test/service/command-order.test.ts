// A command waits for those that came before it in its conversation, and for no others.
import { expect, test } from "@jest/globals";
import { makeCommandOrder } from "../../src/service/command-order.ts";
import type { Subject } from "../../src/subject.ts";

const WAIT_MS = 60_000;
const SHOP = { installation: 1, owner: "octo", name: "shop" };
const API = { ...SHOP, name: "api" };

const said = (comment: string, since: number, { item = 1, repository = SHOP } = {}) => ({
  ...{ repository, since },
  subject: { kind: "command", item, comment } satisfies Subject,
});

test.each([
  ["a later one in the same conversation", said("B", 2), "waits"],
  ["one of the same millisecond", said("B", 1), "waits"],
  ["an earlier one", said("B", 0), "goes"],
  ["itself, when it is tried again", said("A", 1), "goes"],
  ["one in another conversation", said("B", 2, { item: 2 }), "goes"],
  ["one in another repository", said("B", 2, { repository: API }), "goes"],
  [
    "what is no command",
    { repository: SHOP, since: 2, subject: { kind: "item", number: 1 } satisfies Subject },
    "goes",
  ],
] as const)("while the first is not carried out: %s %s", (_name, request, expected) => {
  const order = makeCommandOrder(WAIT_MS);
  order.begin(said("A", 1), 10);
  expect(order.begin(request, 20)).toBe(expected);
});

test("goes once the first is carried out, or can't be waited for any more", () => {
  const order = makeCommandOrder(WAIT_MS);
  order.begin(said("A", 1), 10);
  order.begin(said("B", 2), 20);
  order.ended(said("A", 1));
  expect(order.begin(said("B", 2), 30)).toBe("goes");
  expect(order.begin(said("C", 3), WAIT_MS + 1)).toBe("waits");
  expect(order.begin(said("C", 3), WAIT_MS + 2)).toBe("goes");
});

// Which refusals of labels are remembered, and for how long.
import { expect, test } from "@jest/globals";
import { RequestError } from "@octokit/request-error";
import type { Writer } from "../../src/github/port.ts";
import { makeRefusedLabels, withRefusedLabels } from "../../src/github/refused-labels.ts";

const HOUR = 3_600_000;
const label = { name: "phase: 🚀", color: "ffffff", description: "" };

/** How often GitHub is asked, and what the writer says each time. */
function asking(status: number) {
  let now = 0;
  let count = 0;
  const createLabel = async () => {
    count += 1;
    throw new RequestError("no", status, { request: { method: "POST", url: "https://example.com", headers: {} } });
  };
  const write = withRefusedLabels(
    { createLabel } as unknown as Writer,
    makeRefusedLabels(() => now),
  );
  return async (again: Partial<typeof label> = {}, laterMs = 0) => {
    now += laterMs;
    await expect(write.createLabel({ ...label, ...again })).rejects.toMatchObject({ status });
    return count;
  };
}

test("an invalid label is asked for once an hour, and another one at once", async () => {
  const asked = asking(422);
  expect(await asked()).toBe(1);
  expect(await asked({}, HOUR - 1)).toBe(1);
  expect(await asked({ description: "Another" })).toBe(2);
  expect(await asked({}, 1)).toBe(3);
});

test.each([403, 404, 410, 500])("after a %i it is asked for again", async (status) => {
  const asked = asking(status);
  expect([await asked(), await asked()]).toEqual([1, 2]);
});

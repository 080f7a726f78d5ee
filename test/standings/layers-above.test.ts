// Which pull requests are looked at again because one that they rest on may count for another phase.
import { expect, test } from "@jest/globals";
import { layersAbove } from "../../src/standings/layers-above.ts";
import { pull } from "../builders.ts";

const layer = (number: number, base: string, labels: string[] = []) => ({
  ...pull(number),
  ...{ base, headRef: `layer-${number}`, labels: labels.map((name) => ({ name, byApp: false })) },
});
const pulls = (...all: ReturnType<typeof layer>[]) => new Map(all.map((each) => [each.number, each]));

const stack = (labels: string[] = []) =>
  pulls(layer(1, "main", labels), layer(2, "layer-1"), layer(3, "layer-2"), layer(4, "main"));

test.each([
  ["the lowest has another label", stack(), stack(["phase: polish"]), [2, 3]],
  ["nothing changed", stack(), stack(), []],
  ["nothing was known", null, stack(["phase: polish"]), []],
  ["it is new", pulls(layer(2, "layer-1")), stack(["phase: polish"]), []],
  ["the highest changed", stack(), pulls(...stack().values(), layer(3, "layer-2", ["phase: mvp"])), []],
  [
    "they rest on each other",
    pulls(layer(1, "layer-2"), layer(2, "layer-1")),
    pulls(layer(1, "layer-2", ["phase: mvp"]), layer(2, "layer-1")),
    [2, 1],
  ],
])("%s", (_name, before, after, expected) => {
  expect(layersAbove(before, after)).toEqual(expected);
});

// `node bench/visibility.ts [organizations] [seed]`: what somebody reads of repositories that they may not see, on every page and route.
import fc from "fast-check";
import { anyOrganization, readEverything } from "../test/board/organizations.ts";
import { printLine } from "./stage.ts";

const [organizations = 300, seed = 17] = process.argv.slice(2).map(Number);
const total = { rows: 0, answers: 0, leaks: 0 };
for (const drawn of fc.sample(anyOrganization, { numRuns: organizations, seed })) {
  const { rows, answers, leaks } = await readEverything(drawn);
  total.rows += rows;
  total.answers += answers;
  total.leaks += leaks.length;
}
printLine(
  `answers that say a word of what the viewer may not see: ${total.leaks} of ${total.answers}, with ${total.rows} rows, over ${organizations} organizations`,
);

// Prints how long the functions of a folder are, in lines: `node scripts/function-lengths.ts [folder]`.
import { functionLengths, percentileOf } from "../test/function-lengths.ts";

const [folder = "src"] = process.argv.slice(2);
const lengths = functionLengths(folder);
const sorted = lengths.map(({ lines }) => lines).toSorted((a, b) => a - b);
process.stdout.write(
  `${sorted.length} functions in ${folder}: median ${percentileOf(sorted, 0.5)}, 90 % within ${percentileOf(sorted, 0.9)}, longest ${sorted.at(-1)} lines\n`,
);
for (const { path, line, lines } of lengths.toSorted((a, b) => b.lines - a.lines).slice(0, 5))
  process.stdout.write(`${String(lines).padStart(4)}  ${path}:${line}\n`);

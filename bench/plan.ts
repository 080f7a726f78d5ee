// How long hostile plans of 64 KiB take to read, and to match against a hundred milestones: `node bench/plan.ts`.
import { phaseOf } from "../src/plan/match.ts";
import { parsePlan } from "../src/plan/parse.ts";

const SIZE = 65_536;
const filled = (line: (index: number) => string, head = ""): string => {
  let text = head;
  for (let index = 0; text.length < SIZE; index++) text += line(index);
  return text.slice(0, text.lastIndexOf("\n", SIZE - 1) + 1);
};

const HOSTILE: readonly [string, string][] = [
  ["unknown keys", filled((index) => `k${index}: 1\n`)],
  ["one key, again and again", filled(() => "a: 1\n")],
  ["anchors", filled((index) => `k${index}: &a${index} x\n`)],
  [
    "aliases of aliases",
    filled((index) => `a${index}: &a${index} [${`*a${index - 1}, `.repeat(9)}]\n`, "a: &a-1 [x]\n"),
  ],
  ["nesting", `a: ${"[".repeat(SIZE - 4)}\n`],
  ["escapes", `a: "${"\\x".repeat(SIZE / 2 - 4)}"\n`],
  ["empty phases", `phases: [${"{},".repeat(21_000)}]\n`],
  ["environments of unknown phases", filled((index) => `  e${index}: phase-x\n`, "environments:\n")],
  ["comments", filled(() => "#\n")],
  ["globs of stars", filled(() => `  - "${"*a".repeat(99)}"\n`, "phases:\n- id: a\n  milestones:\n")],
  ["backtracking", `phases:\n- { id: a, milestones: ["/${"(a+)+".repeat(30)}$/", "/(a|aa)+$/", "/(.*a){20}/"] }\n`],
  ["counted repetitions", `phases:\n- { id: a, milestones: ["/(a?){900}a{900}/", "/((a{9}){9}){9}/"] }\n`],
];

const TITLES = Array.from({ length: 100 }, (_each, index) => `${"a".repeat(250)}${index}`);

/** In milliseconds of processor time, which what else runs on the machine doesn't stretch much. */
function timed<Value>(run: () => Value): [Value, number] {
  const begin = process.cpuUsage();
  const value = run();
  const { user, system } = process.cpuUsage(begin);
  return [value, (user + system) / 1000];
}

const rows = HOSTILE.map(([name, text]) => {
  const [parsed, read] = timed(() => parsePlan(text));
  const plan = parsed.kind === "valid" ? parsed.plan : null;
  const [, match] = timed(() => plan && TITLES.map((title) => phaseOf(plan, { number: 9_999, title })));
  return { name, bytes: text.length, kind: parsed.kind, read, match };
});

for (const { name, bytes, kind, read, match } of rows)
  process.stdout.write(
    `${name.padEnd(32)} ${String(bytes).padStart(6)} bytes  ${kind.padEnd(7)}  read ${read.toFixed(0).padStart(5)} ms  100 titles ${match.toFixed(0).padStart(4)} ms\n`,
  );
const slowest = Math.max(...rows.map(({ read, match }) => read + match));
process.stdout.write(`slowest: ${slowest.toFixed(0)} ms\n`);

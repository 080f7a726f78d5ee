// How long text from outside holds the main thread: `node bench/hostile.ts` reads 200 texts of 64 KB, made to be slow, for commands and for tasks.
import { parseCommands } from "../src/commands/grammar.ts";
import { tasksBelow, tasksOf } from "../src/markdown/tasks.ts";

const SIZE = 65_536;
const COMMAND = "\n\n/phase status\n\n- [ ] a task\n";

const FLOODS = [
  ...["**a", "*a_", "*_", "~~a", "a**b", "a\n=\n", "a\n-\n", "a\n\n", "\n", "\r", "\u2028", " ", "\t", "\u00a0", "\\"],
  ...[
    "](",
    "[",
    "![",
    "[a](",
    "[](",
    "![a](<b",
    "[a]: b\n",
    "[a]: b '",
    '[a]: b "c\n',
    "[a\n",
    "[^a]: ",
    "[^a]:\n",
    "[a]:\n",
  ],
  ...[
    "> ",
    ">",
    "> > ",
    ">\n",
    "> a\n",
    "- ",
    "- - ",
    "-\n",
    "1. ",
    "1) a\n",
    "* ",
    "+\n",
    "- a\n\n",
    "> - ",
    "- > ",
    "-\t",
  ],
  ...[
    "<",
    "<a",
    "<a ",
    '<a b="',
    "<a b='",
    "<a b=\"'",
    "<a\n",
    "</",
    "</a",
    "<!",
    "<!-",
    "<!--",
    "<!--\n",
    "<?",
    "<![CDATA[",
    "<!A",
  ],
  ...[
    "<b>",
    "<div>",
    "<div>\n",
    "</div>\n",
    "<a@b",
    "<a:b",
    "<pre>\n",
    "<br>\n",
    "<a b b=",
    "<x y= z",
    "&",
    "&amp;",
    "&#",
  ],
  ...["`", "`a", "`a``b", "```\n", "~~~\n", "``` `\n", "```a\n~~~\n", "`\n", "\\`"],
  ...[
    "|",
    "| a ",
    "|-",
    "| a |\n| - |\n",
    "a|b\n-|-\n",
    "|\n",
    ":-:|",
    "---\n",
    "* * ",
    "_ _ _ a\n",
    "# ",
    "# a #\n",
    "#\n",
  ],
  ...[
    "/phase status\n",
    "/phase \n",
    "/phase",
    "/phase\u2028",
    "- [ ] a\n",
    "- [ ] ",
    "[ ] ",
    "- [x]\n",
    "## Review\n",
    "## Review ##\n",
  ],
];

const filled = (unit: string): string => unit.repeat(Math.ceil(SIZE / unit.length)).slice(0, SIZE);
const growing = (mark: (at: number) => string): string => {
  let text = "";
  for (let at = 0; text.length < SIZE; at += 1) text += mark(at);
  return text.slice(0, SIZE);
};

/** Runs of growing length, and containers that go deeper with every line. */
const GROWING: readonly [string, string][] = [
  ["backticks, one more each", growing((at) => `${"`".repeat(at + 1)} `)],
  ["backticks of all lengths, closed by none", growing((at) => `a${"`".repeat(361 - (at % 361))}`)],
  ["lists, deeper each line", growing((at) => `${"  ".repeat(at)}- a\n`)],
  ["quotes, deeper each line", growing((at) => `${"> ".repeat(at)}a\n`)],
  ["quotes and lists, deeper each line", growing((at) => `${"> - ".repeat(at)}a\n`)],
  ["lists, a hundred deeper each line, then blank lines", deepLists() + "\n".repeat(SIZE / 2)],
  ["quotes, then blank lines", filled("> ").slice(0, SIZE / 2) + "\n".repeat(SIZE / 2)],
  ["lists, then blank lines", `${"- ".repeat(99)}a\n${"\n".repeat(SIZE - 200)}`],
  ["lists, then lazy lines", `${"- ".repeat(99)}a\n${"b\n".repeat(SIZE / 2 - 100)}`],
  ["definitions, then a rule", `${"[a]: b\n".repeat(9_000)}===\n`],
  ["blanks before a sign", `/phase a${" ".repeat(SIZE - 20)}x`],
  ["blanks in a heading", `## Review${" ".repeat(SIZE - 20)}x`],
  ["signs behind a heading", `## Review ${"# ".repeat(SIZE / 2 - 20)}x`],
  ["attributes", `<a ${"b=c ".repeat(SIZE / 4 - 4)}<`],
  ["attributes in both quotes", `<a ${`b='"' c="'" `.repeat(SIZE / 12)}`],
  ["tags in the values of tags", filled(`<a b="<a c='" d='`)],
];

function deepLists(): string {
  let text = "";
  for (let depth = 0; text.length < SIZE / 2; depth += 100) text += `${"  ".repeat(depth)}${"- ".repeat(100)}a\n`;
  return text;
}

const texts: [string, string][] = [
  ...FLOODS.flatMap((unit): [string, string][] => [
    [`${JSON.stringify(unit)}, the command last`, filled(unit).slice(0, -COMMAND.length) + COMMAND],
    [`${JSON.stringify(unit)}, the command first`, `/phase status\n\n${filled(unit)}`.slice(0, SIZE)],
  ]),
  ...GROWING,
];

const READERS: readonly [string, (text: string) => unknown][] = [
  ["commands", parseCommands],
  ["tasks", tasksOf],
  ["tasks below a heading", (text) => tasksBelow(text, "Review")],
];

/** In milliseconds of the main thread's processor time, which what else runs on the machine doesn't stretch much. */
function timed(read: (text: string) => unknown, text: string): number {
  const began = process.threadCpuUsage();
  read(text);
  const { user, system } = process.threadCpuUsage(began);
  return (user + system) / 1000;
}

// The first texts would pay for the compiler.
for (const [, text] of texts.slice(0, 20)) parseCommands(text);
const rows = texts
  .flatMap(([name, text]) => READERS.map(([what, read]) => ({ name: `${name}, for ${what}`, ms: timed(read, text) })))
  .toSorted((a, b) => b.ms - a.ms);
for (const { name, ms } of rows.slice(0, 10)) process.stdout.write(`${ms.toFixed(1).padStart(8)} ms  ${name}\n`);
const sum = rows.reduce((total, { ms }) => total + ms, 0);
process.stdout.write(
  `${texts.length} texts of ${SIZE} characters, each read for commands, tasks and tasks below a heading: ${(sum / rows.length).toFixed(1)} ms on average, ${rows[0]?.ms.toFixed(1)} ms the longest\n`,
);

// A subcommand's access to the outside: output, environment, and colours on a terminal.
import { buffer } from "node:stream/consumers";
import { styleText } from "node:util";
import ora from "ora";
import { wrapText } from "./wrap.ts";

export type TextFormat = Parameters<typeof styleText>[0];

export type CliIo = {
  /** For people: wrapped to the terminal's width. */
  out(text?: string): void;
  /** For programs, such as JSON: each line as it is. */
  data(text: string): void;
  err(line: string): void;
  /** All of standard input. */
  input(): Promise<Uint8Array>;
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  /** The terminal's width; null if the output is not a terminal. */
  columns: number | null;
  /** Plain text if the output is not a terminal, or NO_COLOR is set. */
  paint(format: TextFormat, text: string, where?: "out" | "err"): string;
  /**
   * Shows progress on a terminal (standard error) once the work takes longer than a second.
   * The work reports its progress: "300 pull requests", "12 of 40".
   */
  progress<Result>(what: string, work: (tell: TellProgress) => Promise<Result>): Promise<Result>;
};

export type TellProgress = (howFar: string) => void;

/**
 * Control characters, and characters that reorder text: titles and names come from anyone.
 * Line ends and colours are the command's own.
 */
export const UNPRINTABLE_SIGN = /(?![\n\t])[\p{Cc}\u2028-\u202E\u2066-\u2069]/gu;
/** Of bold, red, green and yellow, on and off. */
const COLOR = new RegExp(`(${String.fromCharCode(27)}\\[(?:1|22|31|32|33|39)m)`);

/** Replaces each unprintable character with a sign. */
export const printableText = (text: string): string =>
  text
    .split(COLOR)
    .map((part) => (COLOR.test(part) ? part : part.replace(UNPRINTABLE_SIGN, "\uFFFD")))
    .join("");

const SLOW_MS = 1_000;

/** A terminal without a size (in some containers) counts as none: lines could not be wrapped, nor a spinner erased. */
const widthOf = ({ isTTY, columns }: NodeJS.WriteStream): number | null => (isTTY && columns > 0 ? columns : null);

export function terminalIo(): CliIo {
  const columns = widthOf(process.stdout);
  return {
    out: (text = "") => void process.stdout.write(`${wrapText(printableText(text), columns)}\n`),
    data: (text) => void process.stdout.write(`${printableText(text)}\n`),
    err: (line) => void process.stderr.write(`${wrapText(printableText(line), widthOf(process.stderr))}\n`),
    columns,
    input: () => buffer(process.stdin),
    env: process.env,
    cwd: process.cwd(),
    paint: (format, text, where = "out") =>
      styleText(format, text, { stream: where === "out" ? process.stdout : process.stderr }),
    progress: async (what, work) => {
      const spinner = ora({ text: what, stream: process.stderr });
      const timer = setTimeout(() => widthOf(process.stderr) !== null && spinner.start(), SLOW_MS);
      try {
        return await work((howFar) => {
          spinner.text = `${what}: ${howFar}`;
        });
      } finally {
        clearTimeout(timer);
        spinner.stop();
      }
    },
  };
}

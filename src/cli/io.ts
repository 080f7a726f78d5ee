// What a subcommand has of the outside: where it prints, the environment, and colours where a person looks at them.
import { buffer } from "node:stream/consumers";
import { styleText } from "node:util";
import ora from "ora";

export type TextFormat = Parameters<typeof styleText>[0];

export type CliIo = {
  out(line?: string): void;
  err(line: string): void;
  /** All of standard input. */
  input(): Promise<Uint8Array>;
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  /** Plain where the output is no terminal, or the environment says NO_COLOR. */
  paint(format: TextFormat, text: string, where?: "out" | "err"): string;
  /** Shows on a terminal, behind the error stream, what is under way once it takes longer than a second. */
  progress<Result>(what: string, work: Promise<Result>): Promise<Result>;
};

/**
 * What a terminal would obey, or would show in another order than it was written: titles and names come from anybody.
 * Line ends and colours are the command's own.
 */
export const UNPRINTABLE_SIGN = /(?![\n\t])[\p{Cc}\u2028-\u202E\u2066-\u2069]/gu;
/** Of bold, red, green and yellow, on and off. */
const COLOR = new RegExp(`(${String.fromCharCode(27)}\\[(?:1|22|31|32|33|39)m)`);

/** With a sign in place of each character that can't be shown. */
export const printableText = (text: string): string =>
  text
    .split(COLOR)
    .map((part) => (COLOR.test(part) ? part : part.replace(UNPRINTABLE_SIGN, "\uFFFD")))
    .join("");

const SLOW_MS = 1_000;

/** A terminal without a size, as containers may have one, has no lines to go back to: the spinner would never end. */
const canSpin = ({ isTTY, columns }: NodeJS.WriteStream): boolean => isTTY && columns > 0;

export function terminalIo(): CliIo {
  return {
    out: (line = "") => void process.stdout.write(`${printableText(line)}\n`),
    err: (line) => void process.stderr.write(`${printableText(line)}\n`),
    input: () => buffer(process.stdin),
    env: process.env,
    cwd: process.cwd(),
    paint: (format, text, where = "out") =>
      styleText(format, text, { stream: where === "out" ? process.stdout : process.stderr }),
    progress: async (what, work) => {
      const spinner = ora({ text: what, stream: process.stderr });
      const timer = setTimeout(() => canSpin(process.stderr) && spinner.start(), SLOW_MS);
      try {
        return await work;
      } finally {
        clearTimeout(timer);
        spinner.stop();
      }
    },
  };
}

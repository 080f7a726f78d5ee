// What a subcommand has of the outside: where it prints, the environment, and colours where a person looks at them.
import { styleText } from "node:util";
import ora from "ora";

export type Format = Parameters<typeof styleText>[0];

export type Io = {
  out(line?: string): void;
  err(line: string): void;
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  /** Plain where the output is no terminal, or the environment says NO_COLOR. */
  paint(format: Format, text: string): string;
  /** Shows on a terminal, behind the error stream, what is under way once it takes longer than a second. */
  progress<Result>(what: string, work: Promise<Result>): Promise<Result>;
};

const SLOW_MS = 1_000;

export function terminal(): Io {
  return {
    out: (line = "") => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    env: process.env,
    cwd: process.cwd(),
    paint: (format, text) => styleText(format, text, { stream: process.stdout }),
    progress: async (what, work) => {
      const spinner = ora({ text: what, stream: process.stderr });
      const timer = setTimeout(() => process.stderr.isTTY && spinner.start(), SLOW_MS);
      try {
        return await work;
      } finally {
        clearTimeout(timer);
        spinner.stop();
      }
    },
  };
}

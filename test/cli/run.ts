// Runs the command line in this process and keeps what it prints.
import { runCli } from "../../src/cli/program.ts";
import { wrapText } from "../../src/cli/wrap.ts";

export type CliRun = { code: number; out: string; err: string };

type Around = { env?: Record<string, string>; cwd?: string; input?: string; columns?: number | null; told?: string[] };

/** `told` takes up how far long work says that it is. */
export async function runMilegate(
  argv: readonly string[],
  { env = {}, cwd = ".", input = "", columns = null, told = [] }: Around = {},
): Promise<CliRun> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runCli(argv, {
    out: (text = "") => void out.push(wrapText(text, columns)),
    data: (text) => void out.push(text),
    err: (line) => void err.push(line),
    input: async () => Buffer.from(input),
    env,
    cwd,
    columns,
    paint: (_format, text) => text,
    progress: (what, work) => work((howFar) => void told.push(`${what}: ${howFar}`)),
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
}

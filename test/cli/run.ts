// Runs the command line in this process and keeps what it prints.
import { runCli } from "../../src/cli/program.ts";

export type Ran = { code: number; out: string; err: string };

export async function milegate(
  argv: readonly string[],
  { env = {}, cwd = ".", input = "" }: { env?: Record<string, string>; cwd?: string; input?: string } = {},
): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runCli(argv, {
    out: (line = "") => void out.push(line),
    err: (line) => void err.push(line),
    input: async () => Buffer.from(input),
    env,
    cwd,
    paint: (_format, text) => text,
    progress: (_what, work) => work,
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
}

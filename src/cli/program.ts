// The command line as a whole: from arguments to a subcommand and its exit code.
import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { z } from "zod";
import { EXIT_FINE, EXIT_USAGE } from "./exit.ts";
import { subcommands } from "./index.ts";
import type { CliIo } from "./io.ts";
import type { Subcommand } from "./subcommand.ts";

const VERSION = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"))).version;

const ENVIRONMENT = `Environment:
  GITHUB_TOKEN                      for plan, status and explain: a token that may
                                    read the repository (\`gh auth token\`)
  APP_ID, PRIVATE_KEY               for doctor: the app's own credentials
  GHE_HOST                          another GitHub than github.com
  NO_COLOR, FORCE_COLOR             colours never, or always

Exit codes: 0; 1 where something was found; 2 where it could not be carried out.`;

/** `argv` without the program's own name. Never rejects: what went wrong is on the error stream, and in the exit code. */
export async function runCli(argv: readonly string[], io: CliIo): Promise<number> {
  let code: number = EXIT_FINE;
  const program = new Command("milegate")
    .description("Phased delivery on GitHub: check plans, see what the app would do, and why.")
    .version(VERSION, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .configureOutput({ writeOut: (text) => io.out(text.trimEnd()), writeErr: (text) => io.err(text.trimEnd()) })
    .addHelpText("after", `\n${ENVIRONMENT}`)
    .showHelpAfterError("(milegate --help lists what there is)")
    .exitOverride();
  for (const subcommand of subcommands)
    program.addCommand(
      commandOf(subcommand, async (args, options) => {
        code = await subcommand.run(io, args, options);
      }).copyInheritedSettings(program),
    );
  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    return failed(error, io);
  }
}

function commandOf(
  { name, arguments: args, summary, options }: Subcommand,
  run: (args: string[], options: Record<string, string | boolean>) => Promise<void>,
): Command {
  const command = new Command(name).description(summary).exitOverride();
  for (const each of args) command.argument(each.name, each.description);
  for (const each of options) command.option(each.flags, each.description, each.default);
  return command.action(async () => run(command.args, command.opts()));
}

function failed(error: unknown, io: CliIo): number {
  // Commander has printed what it has to say; help and version end with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_FINE : EXIT_USAGE;
  io.err(`${io.paint("red", "error:", "err")} ${messageOf(error)}`);
  // 1 says that something was found, so what could not be carried out at all is never 1.
  return EXIT_USAGE;
}

const messageOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "message" in error ? String(error.message) : String(error);

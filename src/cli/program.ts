// The command line as a whole: from arguments to a subcommand and its exit code.
import { Argument, Command, CommanderError, Help } from "commander";
import { packageVersion } from "../package-info.ts";
import { EXIT_FINE, EXIT_USAGE } from "./exit.ts";
import { allSubcommands } from "./index.ts";
import type { CliIo } from "./io.ts";
import type { CliArgument, CliSubcommand } from "./subcommand.ts";

const ENVIRONMENT = `Environment:
  GITHUB_TOKEN
      for plan, status and explain: a token that may
      read the repository (\`gh auth token\`)
  APP_ID, PRIVATE_KEY or PRIVATE_KEY_PATH
      the app's own credentials: for doctor, and to ask
      GitHub what the app is called
  MILEGATE_APP
      what the app is called, as --app says it
  GHE_HOST, GHE_PROTOCOL
      another GitHub than github.com
  DATA_DIR, DATABASE_URL
      for failures: the server's store
  NO_COLOR, FORCE_COLOR
      colors never, or always

Exit codes: 0; 1 where something was found; 2 where the
call was wrong or could not be carried out.`;

/** `argv` without the program's own name. Never rejects: what went wrong is on the error stream, and in the exit code. */
export async function runCli(argv: readonly string[], io: CliIo): Promise<number> {
  let code: number = EXIT_FINE;
  const program = programFor(io);
  for (const subcommand of allSubcommands)
    program.addCommand(
      commandOf(subcommand, async (args, options) => {
        code = await subcommand.run(io, args, options, program);
      }).copyInheritedSettings(program),
    );
  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    return failed(error, io);
  }
}

const programFor = (io: CliIo): Command =>
  new Command("milegate")
    .description("Phased delivery on GitHub: check plans, see what the app would do, and why.")
    .version(packageVersion, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .configureOutput({
      writeOut: (text) => io.out(text.trimEnd()),
      writeErr: (text) => io.err(text.trimEnd()),
      getOutHelpWidth: () => io.columns ?? HELP_WIDTH,
      getErrHelpWidth: () => io.columns ?? HELP_WIDTH,
    })
    .configureHelp({ formatItem: formatHelpItem })
    .addHelpText("after", `\n${ENVIRONMENT}`)
    .showHelpAfterError("(milegate --help lists what there is)")
    .exitOverride();

/** Where the output is no terminal. */
const HELP_WIDTH = 80;

/** Commander stops wrapping where little room is left beside the terms; then the description goes below its term. */
function formatHelpItem(this: Help, term: string, termWidth: number, description: string, helper: Help): string {
  const width = this.helpWidth ?? HELP_WIDTH;
  if (width - termWidth >= this.minWidthToWrap + 4)
    return Help.prototype.formatItem.call(this, term, termWidth, description, helper);
  const below = helper.boxWrap(description, width - BELOW.length).replaceAll("\n", `\n${BELOW}`);
  return `  ${term}\n${BELOW}${below}`;
}

const BELOW = " ".repeat(6);

function commandOf(
  { name, arguments: args, summary, options }: CliSubcommand,
  run: (args: string[], options: Record<string, string | boolean>) => Promise<void>,
): Command {
  const command = new Command(name).description(summary).exitOverride();
  for (const each of args) command.addArgument(argumentOf(each));
  for (const each of options) command.option(each.flags, each.description, each.default);
  return command.action(async () => run(command.args, command.opts()));
}

function argumentOf({ name, description, choices }: CliArgument): Argument {
  const argument = new Argument(name, description);
  return choices === undefined ? argument : argument.choices([...choices]);
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

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
      the app's own credentials: for doctor, and to
      read the app's name from GitHub
  MILEGATE_APP
      the app's slug, like --app
  GHE_HOST, GHE_PROTOCOL
      another GitHub than github.com
  DATA_DIR, DATABASE_URL
      for failures: the server's store
  NO_COLOR, FORCE_COLOR
      colors never, or always

Exit codes: 0; 1 if a problem was found; 2 if the
command could not run.`;

/** `argv` without the program's own name. Never rejects: it prints errors to the error stream, and returns the exit code. */
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
    .showHelpAfterError("(milegate --help lists the commands)")
    .exitOverride();

/** The width if the output is not a terminal. */
const HELP_WIDTH = 80;

/** Commander does not wrap if there is little space next to the terms; then the description goes below its term. */
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
  // Commander has already printed its message; help and version end with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_FINE : EXIT_USAGE;
  io.err(`${io.paint("red", "error:", "err")} ${messageOf(error)}`);
  // 1 means a finding, so a command that could not run never returns 1.
  return EXIT_USAGE;
}

const messageOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "message" in error ? String(error.message) : String(error);

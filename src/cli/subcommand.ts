// A subcommand: its arguments and options as data for commander, and its function.
import type { Command } from "commander";
import type { CliIo } from "./io.ts";

/** `flags` as commander writes them: "--json", "--app <slug>". */
export type CliOption = { flags: string; description: string; default?: string };

/** Values of options by their long names in camel case; a flag without a value is true. */
export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

/** `choices` are all allowed values; absent: any value. */
export type CliArgument = { name: string; description: string; choices?: readonly string[] };

export type CliSubcommand = {
  name: string;
  /** In commander's format: "<repository>" is required, "[file]" is optional. */
  arguments: readonly CliArgument[];
  summary: string;
  options: readonly CliOption[];
  /** Resolves with the exit code. `program` is the whole command line, for completion. Rejects with a `UsageError` if the user has to change the call. */
  run(io: CliIo, args: readonly string[], options: OptionValues, program: Command): Promise<number>;
};

/** The value of an option that takes one. */
export const optionText = (value: OptionValues[string]): string | undefined =>
  typeof value === "string" ? value : undefined;

// What a subcommand is: how it is called, as data for commander, and what it does.
import type { Command } from "commander";
import type { CliIo } from "./io.ts";

/** `flags` as commander writes them: "--json", "--app <slug>". */
export type CliOption = { flags: string; description: string; default?: string };

/** Values of options by their long names in camel case; a flag without a value is true. */
export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

/** `choices` are all values that it may have; absent: any. */
export type CliArgument = { name: string; description: string; choices?: readonly string[] };

export type CliSubcommand = {
  name: string;
  /** As commander writes them: "<repository>" is a must, "[file]" may be left out. */
  arguments: readonly CliArgument[];
  summary: string;
  options: readonly CliOption[];
  /** Resolves with the exit code. `program` is the whole command line, for what describes it. Rejects with a `UsageError` for what the caller has to change. */
  run(io: CliIo, args: readonly string[], options: OptionValues, program: Command): Promise<number>;
};

/** The value of an option that takes one. */
export const optionText = (value: OptionValues[string]): string | undefined =>
  typeof value === "string" ? value : undefined;

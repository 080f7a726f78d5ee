// What a subcommand is: how it is called, as data for commander, and what it does.
import type { Io } from "./io.ts";

/** `flags` as commander writes them: "--json", "--app <slug>". */
export type Option = { flags: string; description: string; default?: string };

/** Values of options by their long names in camel case; a flag without a value is true. */
export type Options = Readonly<Record<string, string | boolean | undefined>>;

export type Subcommand = {
  name: string;
  /** As commander writes them: "<repository>" is a must, "[file]" may be left out. */
  arguments: readonly { name: string; description: string }[];
  summary: string;
  options: readonly Option[];
  /** Resolves with the exit code. Rejects with a `UsageError` for what the caller has to change. */
  run(io: Io, args: readonly string[], options: Options): Promise<number>;
};

/** The value of an option that takes one. */
export const textOf = (value: Options[string]): string | undefined => (typeof value === "string" ? value : undefined);

// The command line as a tree of words, read from commander's own commands: the one source of every shell's completion.
import type { Argument, Command, Option } from "commander";

/** The possible values: one of some words, a file's name, or anything. */
export type ValueKind = { kind: "choices"; choices: readonly string[] } | { kind: "file" } | { kind: "any" };

export type OptionWords = { long: string; short: string | null; description: string; value: ValueKind | null };

/** `name` is empty for the program itself. */
export type CommandWords = {
  name: string;
  description: string;
  options: readonly OptionWords[];
  argument: { name: string; value: ValueKind } | null;
};

/** The program first, then its subcommands. */
export const commandWords = (program: Command): CommandWords[] => [
  { ...wordsOf(program), name: "" },
  ...program.commands.map(wordsOf),
];

function wordsOf(command: Command): CommandWords {
  const [argument] = command.registeredArguments;
  return {
    name: command.name(),
    description: command.description(),
    options: command.createHelp().visibleOptions(command).map(optionWords),
    argument: argument === undefined ? null : { name: argument.name(), value: argumentValue(argument) },
  };
}

function optionWords(option: Option): OptionWords {
  const takesValue = option.required || option.optional;
  const [, name = ""] = /<(.+)>/.exec(option.flags) ?? [];
  return {
    long: option.long ?? "",
    short: option.short ?? null,
    description: option.description,
    value: takesValue ? (name === "file" ? { kind: "file" } : { kind: "any" }) : null,
  };
}

function argumentValue(argument: Argument): ValueKind {
  if (argument.argChoices !== undefined) return { kind: "choices", choices: argument.argChoices };
  return argument.name().endsWith("file") ? { kind: "file" } : { kind: "any" };
}

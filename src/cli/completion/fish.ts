// Completion for fish.
import type { CommandWords, OptionWords } from "./words.ts";

export function fishCompletion([program, ...commands]: readonly CommandWords[]): string {
  return `# Load it with: milegate completion fish | source
complete -c milegate -f
${(program?.options ?? []).map((option) => optionLine("__fish_use_subcommand", option)).join("\n")}
${commands.flatMap(commandLines).join("\n")}
`;
}

function commandLines({ name, description, options, argument }: CommandWords): string[] {
  const inside = `__fish_seen_subcommand_from ${name}`;
  const value = argument?.value;
  return [
    line(["-n __fish_use_subcommand", `-a ${name}`, `-d ${quoted(description)}`]),
    ...options.map((option) => optionLine(inside, option)),
    ...(value?.kind === "choices" ? [line([`-n ${quoted(inside)}`, `-a ${quoted(value.choices.join(" "))}`])] : []),
    ...(value?.kind === "file" ? [line([`-n ${quoted(inside)}`, "-F"])] : []),
  ];
}

function optionLine(condition: string, { long, short, description, value }: OptionWords): string {
  const names = [`-l ${long.slice(2)}`, ...(short === null ? [] : [`-s ${short.slice(1)}`])];
  const takes = value === null ? [] : value.kind === "file" ? ["-r", "-F"] : ["-x"];
  return line([`-n ${quoted(condition)}`, ...names, ...takes, `-d ${quoted(description)}`]);
}

const line = (parts: readonly string[]): string => ["complete -c milegate", ...parts].join(" ");

const quoted = (text: string): string => `'${text.replace(/['\\]/g, "\\$&")}'`;

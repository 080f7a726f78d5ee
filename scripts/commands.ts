// docs/commands.md: every command, from its own data.
import { COMMAND_PLACES, type Command } from "../src/commands/command.ts";
import { commands } from "../src/commands/index.ts";
import { keysOf, whoMay } from "../src/decisions/role-words.ts";
import { planFile } from "../src/plan/schema.ts";

const { roles } = planFile.parse({ version: 1 }).commands;

export const commandsPage = (): string =>
  [
    "<!-- Generated from src/commands/ by `npm run generate`; changes here are lost. -->",
    "# Commands",
    "Write a command on a line of its own, in a new comment of an open or closed issue or pull request. Milegate ignores commands in code, quotes, HTML, HTML comments and list items. A line directly after a block of HTML, a list or a table is a command. One comment may have up to 10 commands; Milegate carries them out in order. It carries out a repeated command only once, if no other command is between. The app reacts with 👀 when it starts on a comment and with 🚀 when everything is done; 😕 means that something was not done. One reply has all answers. It begins with the refused commands: why, and what would work.",
    "`<phase>` is a phase's id, name, label or alias, in upper or lower case, with or without quotes. The longest run of words that names a phase is the phase; the rest is the reason. A word that is nearly a phase, or only the beginning of its name, is refused. Milegate asks GitHub at that moment which role the author has. The roles below are the defaults of [`commands.roles`](configuration.md). A custom repository role counts as the role that it builds on.",
    ...commands.map(section),
  ]
    .join("\n\n")
    .concat("\n");

const section = (command: Command): string => {
  const { verb, usage, summary, examples, where } = command;
  return [
    `## ${verb}`,
    usage.map((each) => `\`${each}\``).join("<br>"),
    `This command ${summary}.`,
    `Where: ${where.length === COMMAND_PLACES.length ? "anywhere" : where.join(", ")}. Who: ${whoMay(roles, command)}${governedBy(command)}.`,
    `\`\`\`text\n${examples.join("\n")}\n\`\`\``,
  ].join("\n\n");
};

function governedBy(command: Command): string {
  const keys = keysOf(command).map((key) => `\`commands.roles.${key}\``);
  return keys.length === 0 ? "" : ` (${keys.join(" or ")})`;
}

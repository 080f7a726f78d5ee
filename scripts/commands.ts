// docs/commands.md: every command, from its own data.
import { type Command, PLACES } from "../src/commands/command.ts";
import { commands } from "../src/commands/index.ts";
import { keysOf, whoMay } from "../src/commands/permit.ts";
import { planFile } from "../src/plan/schema.ts";

const { roles } = planFile.parse({ version: 1 }).commands;

export const commandsPage = (): string =>
  [
    "<!-- Generated from src/commands/ by `npm run generate`; changes here are lost. -->",
    "# Commands",
    "Commands stand on lines of their own in new comments of issues and pull requests, open or closed; not in code, quotes, HTML or HTML comments, nor behind the mark of a list or within its items; right behind a block of HTML, a list or a table they are commands. One comment carries out 10 at most, in order, and the same one again without another between only once. The app reacts with 👀 when it takes a comment up and with 🚀 when all of it is carried out; 😕 says that something was not. One reply has all answers, and first what was refused, why, and what would work.",
    "`<phase>` is a phase's id, name, label or alias, in any case, in quotes or not: the longest run of words that is one is the phase, and what follows is the reason. A word that is nearly a phase, or only the beginning of its name, is refused. Who may give a command is what GitHub says of them at that moment; the roles below are the defaults of [`commands.roles`](configuration.md). A custom repository role counts as the role that it builds on.",
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
    `Where: ${where.length === PLACES.length ? "anywhere" : where.join(", ")}. Who: ${whoMay(roles, command)}${governedBy(command)}.`,
    `\`\`\`text\n${examples.join("\n")}\n\`\`\``,
  ].join("\n\n");
};

function governedBy(command: Command): string {
  const keys = keysOf(command).map((key) => `\`commands.roles.${key}\``);
  return keys.length === 0 ? "" : ` (${keys.join(" or ")})`;
}

// /phase help: the commands that work here, from their own data, with who may use them.
import { whoMay } from "../decisions/role-words.ts";
import { code } from "../markdown/escape.ts";
import type { Plan } from "../plan/plan.ts";
import { COMMAND_PLACES, type Command, type CommandPlace, command, noArguments } from "./command.ts";
import { WORKING_VERBS } from "./while-invalid.ts";

export const help = (commands: () => readonly Command[]): Command =>
  command({
    verb: "help",
    usage: ["/phase help"],
    summary: "lists the commands that work here, with who may use them",
    examples: ["/phase help"],
    where: COMMAND_PLACES,
    role: null,
    parse: noArguments,
    run: ({ plan, place, problems }) => ({
      kind: "answer",
      answer: helpOf(problems === undefined ? commands() : commands().filter(isForRepairs), plan, place),
    }),
  });

/** Those of a review come first there. */
function helpOf(commands: readonly Command[], { commands: { roles } }: Plan, place: CommandPlace): string {
  const here = commands.filter(({ where }) => where.includes(place));
  const rows = [...here.filter(isForReviews), ...here.filter((each) => !isForReviews(each))].map(
    (command) => `| ${command.usage.map(cell).join("<br>")} | ${whoMay(roles, command)} | ${command.summary} |`,
  );
  return [
    "Commands stand on a line of their own in a new comment. Here these work:",
    "",
    "| Command | Who | What it does |",
    "| --- | --- | --- |",
    ...rows,
    "",
    "`<phase>` is a phase's id, name, label or alias, in any case.",
    ...elsewhere(commands.filter(({ where }) => !where.includes(place))),
  ].join("\n");
}

/** A line for each place where others work. */
function elsewhere(commands: readonly Command[]): string[] {
  const places = Map.groupBy(commands, ({ where }) => where.map((place) => `${place}s`).join(" and "));
  return [...places].map(
    ([place, others]) => `\nOn ${place}: ${others.map(({ verb }) => code(`/phase ${verb}`)).join(", ")}.`,
  );
}

/** A bar would end the cell, even in code: https://github.github.com/gfm/#example-200 */
const cell = (usage: string): string => code(usage).replaceAll("|", "\\|");

/** While the plan is invalid, no others work. */
const isForRepairs = ({ verb }: Pick<Command, "verb">): boolean => WORKING_VERBS.includes(verb);

const isForReviews = ({ where }: Pick<Command, "where">): boolean => where.length === 1 && where[0] === "review";

// /phase help: the commands, from their own data, with who may use them here.
import { code } from "../markdown/escape.ts";
import type { Plan } from "../plan/plan.ts";
import { type Command, command, noArguments, PLACES, type Place } from "./command.ts";
import { whoMay } from "./permit.ts";

export const help = (commands: () => readonly Command[]): Command =>
  command({
    verb: "help",
    usage: ["/phase help"],
    summary: "lists the commands, with who may use them here",
    examples: ["/phase help"],
    where: PLACES,
    role: null,
    parse: noArguments,
    run: ({ plan, place }) => ({ kind: "answer", answer: helpOf(commands(), plan, place) }),
  });

/** Those of a review come first there; elsewhere they come last. */
function helpOf(commands: readonly Command[], { commands: { roles } }: Plan, place: Place): string {
  const rows = inOrder(commands, place).map(
    (command) =>
      `| ${command.usage.map(cell).join("<br>")} | ${whoMay(roles, command)} | ${whereOf(command.where)} | ${command.summary} |`,
  );
  return [
    "Commands stand on a line of their own in a new comment.",
    "",
    "| Command | Who | Where | What it does |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
    "`<phase>` is a phase's id, name, label or alias, in quotes if it has spaces.",
  ].join("\n");
}

/** A bar would end the cell, even in code: https://github.github.com/gfm/#example-200 */
const cell = (usage: string): string => code(usage).replaceAll("|", "\\|");

const isForReviews = ({ where }: Pick<Command, "where">): boolean => where.length === 1 && where[0] === "review";

const inOrder = (commands: readonly Command[], place: Place): Command[] => {
  const [special, general] = [commands.filter(isForReviews), commands.filter((each) => !isForReviews(each))];
  return place === "review" ? [...special, ...general] : [...general, ...special];
};

const whereOf = (where: readonly Place[]): string => (where.length === PLACES.length ? "anywhere" : where.join(", "));

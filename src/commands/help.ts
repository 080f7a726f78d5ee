// /phase help: the commands, from their own data.
import { code } from "../markdown/escape.ts";
import type { Command } from "./command.ts";

export const help = (commands: () => readonly Command[]): Command => ({
  verb: "help",
  usage: "/phase help",
  summary: "lists the commands, with who may use them here",
  examples: ["/phase help"],
  run: () => {
    const rows = commands().map(({ usage, summary }) => `| ${code(usage)} | anyone | ${summary} |`);
    return { kind: "answer", answer: ["| Command | Who | What it does |", "| --- | --- | --- |", ...rows].join("\n") };
  },
});

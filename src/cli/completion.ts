// milegate completion: prints a shell's completion script, derived from the command line itself.

import { bashCompletion } from "./completion/bash.ts";
import { fishCompletion } from "./completion/fish.ts";
import { type CommandWords, commandWords } from "./completion/words.ts";
import { zshCompletion } from "./completion/zsh.ts";
import { EXIT_FINE, UsageError } from "./exit.ts";
import type { CliSubcommand } from "./subcommand.ts";

const SHELLS: Readonly<Record<string, (commands: readonly CommandWords[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

export const completionSubcommand: CliSubcommand = {
  name: "completion",
  arguments: [{ name: "<shell>", description: "which shell", choices: Object.keys(SHELLS) }],
  summary: "print a completion script for a shell; its first lines say how to load it",
  options: [],
  run: async (io, [shell = ""], _options, program) => {
    const render = SHELLS[shell];
    if (render === undefined)
      throw new UsageError(`expected one of ${Object.keys(SHELLS).join(", ")}, found "${shell}".`);
    io.data(render(commandWords(program)).trimEnd());
    return EXIT_FINE;
  },
};

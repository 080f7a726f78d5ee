// The subcommands in the order of the help.
import { completionSubcommand } from "./completion.ts";
import { doctorSubcommand } from "./doctor.ts";
import { evidenceSubcommand } from "./evidence.ts";
import { explainSubcommand } from "./explain.ts";
import { failuresSubcommand } from "./failures.ts";
import { initSubcommand } from "./init.ts";
import { planSubcommand } from "./plan.ts";
import { reviewsSubcommand } from "./reviews.ts";
import { sandboxSubcommand } from "./sandbox.ts";
import { statusSubcommand } from "./status.ts";
import type { CliSubcommand } from "./subcommand.ts";
import { validateSubcommand } from "./validate.ts";

export const allSubcommands: readonly CliSubcommand[] = [
  validateSubcommand,
  initSubcommand,
  planSubcommand,
  statusSubcommand,
  explainSubcommand,
  reviewsSubcommand,
  evidenceSubcommand,
  doctorSubcommand,
  failuresSubcommand,
  sandboxSubcommand,
  completionSubcommand,
];

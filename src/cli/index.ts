// The subcommands in the order in which help lists them.
import { doctor } from "./doctor.ts";
import { explain } from "./explain.ts";
import { failures } from "./failures.ts";
import { init } from "./init.ts";
import { plan } from "./plan.ts";
import { sandbox } from "./sandbox.ts";
import { status } from "./status.ts";
import type { Subcommand } from "./subcommand.ts";
import { validate } from "./validate.ts";

export const subcommands: readonly Subcommand[] = [validate, init, plan, status, explain, doctor, failures, sandbox];

// Milegate as a GitHub Action: one event of one repository, from the runner's environment to its end, without a server.
import { runAction } from "./run.ts";

process.exitCode = await runAction(process.env, (line) => void process.stdout.write(`${line}\n`));

// Milegate as a GitHub Action: handles one event of one repository, without a server.
import { runAction } from "./run.ts";

process.exitCode = await runAction(process.env, (line) => void process.stdout.write(`${line}\n`));

#!/usr/bin/env node
// The `milegate` command.
import { terminal } from "./io.ts";
import { runCli } from "./program.ts";

process.exitCode = await runCli(process.argv.slice(2), terminal());

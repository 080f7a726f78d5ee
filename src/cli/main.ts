#!/usr/bin/env node
// The `milegate` command: nothing else is loaded before the version of Node is checked.
import "../node-version.js";

const { terminalIo } = await import("./io.ts");
const { runCli } = await import("./program.ts");

// A reader may close the pipe early (`| head`); the exit code still shows the result.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });

// Users of the command don't need Node's warnings about experimental parts.
process.removeAllListeners("warning");
process.on("warning", ({ name, message }) => {
  if (name !== "ExperimentalWarning") process.stderr.write(`${name}: ${message}\n`);
});

process.exitCode = await runCli(process.argv.slice(2), terminalIo());

#!/usr/bin/env node
// The `milegate` command: nothing else is loaded before the version of Node is checked.
import "../node-version.js";

const { terminalIo } = await import("./io.ts");
const { runCli } = await import("./program.ts");

// Who reads only the beginning (`| head`) has had enough; what was found still shows in the exit code.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });

// Which parts of Node are experimental is Milegate's concern, not that of who runs the command.
process.removeAllListeners("warning");
process.on("warning", ({ name, message }) => {
  if (name !== "ExperimentalWarning") process.stderr.write(`${name}: ${message}\n`);
});

process.exitCode = await runCli(process.argv.slice(2), terminalIo());

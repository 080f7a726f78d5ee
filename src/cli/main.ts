#!/usr/bin/env node
// The `milegate` command: nothing else is loaded before the version of Node is checked.
import "../node-version.js";

const { terminal } = await import("./io.ts");
const { runCli } = await import("./program.ts");

// Who reads only the beginning (`| head`) has had enough; what was found still shows in the exit code.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });

process.exitCode = await runCli(process.argv.slice(2), terminal());

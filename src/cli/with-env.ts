// milegate --env: settings from a file, such as the server's `.env`. It is named each time, so that no folder's file can send a token elsewhere.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseEnv } from "node:util";
import { UsageError } from "./exit.ts";
import type { CliIo } from "./io.ts";

/** A variable of the environment comes before the same one in the file, as for the server. Throws a `UsageError` if the file can't be read. */
export function withEnvFile(io: CliIo, file: string): CliIo {
  try {
    const read = parseEnv(readFileSync(resolve(io.cwd, file), "utf8"));
    return { ...io, env: { ...read, ...io.env } };
  } catch (error) {
    throw new UsageError(`--env: ${file} can't be read (${Object(error).code ?? error}).`, { cause: error });
  }
}

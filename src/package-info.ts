// Milegate's version and files, from package.json.
import { readFileSync } from "node:fs";
import { z } from "zod";

const packageFile = z.object({ version: z.string(), repository: z.object({ url: z.string() }) });

const { version, repository } = packageFile.parse(
  JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")),
);

export const packageVersion: string = version;

/** The raw content of a file on the repository's default branch. */
export const rawFileUrl = (path: string): string =>
  `https://raw.githubusercontent.com/${new URL(repository.url).pathname.slice(1).replace(/\.git$/, "")}/main/${path}`;

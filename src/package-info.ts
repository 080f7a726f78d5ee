// What package.json says of Milegate itself.
import { readFileSync } from "node:fs";
import { z } from "zod";

const packageFile = z.object({ version: z.string(), repository: z.object({ url: z.string() }) });

const { version, repository } = packageFile.parse(
  JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")),
);

export const packageVersion: string = version;

/** A file of the repository's default branch, as it is. */
export const rawFileUrl = (path: string): string =>
  `https://raw.githubusercontent.com/${new URL(repository.url).pathname.slice(1).replace(/\.git$/, "")}/main/${path}`;

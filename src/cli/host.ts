// The GitHub host that the command line uses.
import { enterpriseUrl } from "../github/base-url.ts";
import { UsageError } from "./exit.ts";
import type { CliIo } from "./io.ts";

const HOST = /^[A-Za-z0-9.-]+(:\d{1,5})?$/;

/** `GHE_HOST` and `GHE_PROTOCOL` as the server reads them. */
export function apiBaseUrl({ env }: Pick<CliIo, "env">): string {
  const host = env["GHE_HOST"]?.trim() ?? "";
  const protocol = env["GHE_PROTOCOL"]?.trim() || "https";
  if (host === "") return "https://api.github.com";
  if (!HOST.test(host))
    throw new UsageError(`GHE_HOST takes a host's name, such as github.example.com, found "${host}".`);
  if (protocol !== "https" && protocol !== "http")
    throw new UsageError(`GHE_PROTOCOL takes https or http, found "${protocol}".`);
  return enterpriseUrl(protocol, host);
}

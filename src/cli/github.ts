// GitHub for the command line: a person's own token, and the same readings that the app decides from.
import { Octokit } from "@octokit/rest";
import type { AppIdentity } from "../github/context.ts";
import type { Reader } from "../github/port.ts";
import { ownerWith, repositoryWith, silentLog } from "../github/with-token.ts";
import type { DeliveryReader, DeliverySource } from "../reconcile/delivery-source.ts";
import { liveDelivery } from "../reconcile/live-delivery.ts";
import { formatRepository, type RepositoryTarget } from "./address.ts";
import { type AppNeed, findApp } from "./app-identity.ts";
import { UsageError } from "./exit.ts";
import { apiBaseUrl } from "./host.ts";
import type { CliIo, TellProgress } from "./io.ts";
import { answerOrRefusal } from "./refusal.ts";
import type { OptionValues } from "./subcommand.ts";

/** Node's error for an invalid header value would show the token, so its characters are checked here. */
function tokenOf({ env }: Pick<CliIo, "env">): string {
  const token = env["GITHUB_TOKEN"]?.trim() ?? "";
  if (token === "")
    throw new UsageError(
      "GITHUB_TOKEN is not set. Set it to a personal access token that may read the repository (`gh auth token` prints yours).",
    );
  if (!/^[\x21-\x7E]+$/.test(token))
    throw new UsageError("GITHUB_TOKEN contains an invalid character, such as a space or a line end. Copy it again.");
  return token;
}

function octokitOf(io: CliIo): Octokit {
  const settings = { baseUrl: apiBaseUrl(io), userAgent: "milegate-cli", log: silentLog };
  return new Octokit({ ...settings, auth: tokenOf(io), request: { fetch: impatient } });
}

/** GitHub itself ends a request after ten seconds. */
const TIMEOUT_MS = 30_000;

const impatient: typeof fetch = (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });

/** A person's client, and the app whose work the command looks for. */
export type TokenClient = { octokit: Octokit; app: AppIdentity };

/** Runs work with a person's token. If GitHub refuses, rejects with a `UsageError` that says what to do; `about` is the repository, if it is about one. */
export const withToken = <Result>(
  io: CliIo,
  options: OptionValues,
  about: { repository: string | null; what: string; app: AppNeed },
  work: (client: TokenClient, tell: TellProgress) => Promise<Result>,
): Promise<Result> =>
  io.progress(about.what, async (tell) => {
    const octokit = octokitOf(io);
    const app = await findApp(io, options, octokit, about.app);
    return answerOrRefusal(io, { with: "GITHUB_TOKEN", repository: about.repository }, work({ octokit, app }, tell));
  });

/** Reads of one repository, as the app would do them. */
export const readerWith = (client: TokenClient, { owner, name }: RepositoryTarget): DeliveryReader =>
  ownerReaders(client, owner)(name);

/** Of each repository of an owner; they share what they know of the owner. */
export function ownerReaders({ octokit, app }: TokenClient, owner: string): (name: string) => DeliveryReader {
  const readerOf = (name: string): Reader => repositoryWith(octokit, app, { owner, name, installation: 0 }).read;
  const live = liveDelivery(ownerWith(octokit, owner), async (name) => readerOf(name));
  const rosters = new Map<boolean, ReturnType<typeof live.roster>>();
  const delivery: DeliverySource = {
    ...live,
    roster: (asked) => {
      const known = asked.fresh ? undefined : rosters.get(asked.properties);
      const roster = known ?? live.roster(asked);
      rosters.set(asked.properties, roster);
      return roster;
    },
  };
  return (name) => ({ ...readerOf(name), delivery });
}

/** Reads a repository as the app would. If GitHub refuses, rejects with a `UsageError` that says what to do. */
export async function readRepository<Result>(
  io: CliIo,
  target: RepositoryTarget,
  options: OptionValues,
  read: (reader: DeliveryReader, app: AppIdentity) => Promise<Result>,
  app: AppNeed = "required",
): Promise<Result> {
  const repository = formatRepository(target);
  return withToken(io, options, { repository, what: `reading ${repository}`, app }, (client, tell) =>
    read(countingReader(readerWith(client, target), tell), client.app),
  );
}

/** Reports progress on the slow part: pages of open pull requests. */
export function countingReader(reader: DeliveryReader, tell: TellProgress): DeliveryReader {
  let pulls = 0;
  const counted = <Page extends { items: readonly unknown[] }>(page: Page): Page => {
    pulls += page.items.length;
    tell(`${pulls} open pull requests`);
    return page;
  };
  return {
    ...reader,
    openPulls: async (expected) => counted(await reader.openPulls(expected)),
    moreOpenPulls: async (after, expected) => counted(await reader.moreOpenPulls(after, expected)),
  };
}

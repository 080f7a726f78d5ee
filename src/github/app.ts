// The app's own reads: its deliveries, its installations, and the state of their repositories.
import { z } from "zod";
import type { InstallationClient } from "./client.ts";
import { refusalOf } from "./errors.ts";
import { type EtagCache, unlessSame } from "./etags.ts";
import { type ListedStanding, readStandings } from "./graphql/standings.ts";
import type { RepositoryName } from "./port.ts";

/** One attempt to deliver a webhook; attempts for the same event share the GUID. */
export type DeliveryAttempt = { id: string; guid: string; at: Date; succeeded: boolean };

export type ListPage<Item> = { items: Item[]; next: string | null };

export type AppReader = {
  /**
   * Newest first. `failed` lists only those that were answered with 4xx or 5xx. A host that does not support the filter lists all, or
   * rejects. https://docs.github.com/en/rest/apps/webhooks#list-deliveries-for-an-app-webhook
   */
  attempts(after: string | null, which: "all" | "failed"): Promise<ListPage<DeliveryAttempt>>;
  /** Asks GitHub to redeliver. */
  redeliver(attempt: string): Promise<void>;
  /** Ids of the installations that are not suspended. */
  installations(after: string | null): Promise<ListPage<number>>;
  /** The repositories, without archived and disabled ones. */
  repositories(installation: number, after: string | null): Promise<ListPage<RepositoryName>>;
  /**
   * Whether the app is installed on it, by that name: what is public it reads in any case. Of the app's own budget.
   * https://docs.github.com/en/rest/apps/apps#get-a-repository-installation-for-the-authenticated-app
   */
  reaches(repository: RepositoryName): Promise<boolean>;
  /** One request for all; they belong to one installation. Null for a repository that is gone. */
  standings(names: readonly RepositoryName[]): Promise<(ListedStanding | null)[]>;
};

const PAGE = 100;

/** Ids may be larger than a safe number; they are bigints then. */
const attempts = z.array(
  z.object({
    id: z.union([z.number(), z.bigint()]).transform(String),
    guid: z.string(),
    delivered_at: z.coerce.date(),
    status_code: z.number(),
  }),
);
const installations = z.array(z.object({ id: z.number(), suspended_at: z.string().nullish() }));
const installed = z.object({ id: z.number() });
const repositories = z.object({
  repositories: z.array(
    z.object({
      name: z.string(),
      owner: z.object({ login: z.string() }),
      archived: z.boolean().optional(),
      disabled: z.boolean().optional(),
    }),
  ),
});

export function appReader(clientOf: Clients): AppReader {
  const listInstallations = remembered(clientOf, "GET /app/installations", (data) =>
    installations.parse(data).flatMap(({ id, suspended_at }) => (suspended_at == null ? [id] : [])),
  );
  const listRepositories = remembered(clientOf, "GET /installation/repositories", (data) =>
    repositories
      .parse(data)
      .repositories.filter(({ archived, disabled }) => archived !== true && disabled !== true)
      .map(({ owner, name }) => ({ owner: owner.login, name })),
  );
  return {
    attempts: (after, which) => readAttempts(clientOf, after, which === "failed" ? { status: "failure" } : {}),
    redeliver: async (id) => {
      const client = await clientOf(null);
      // Octokit's types allow only numbers as ids.
      await client.request({ method: "POST", url: `/app/hook/deliveries/${id}/attempts` });
    },
    installations: (after) => listInstallations({ installation: null, after }),
    repositories: async (installation, after) => {
      const { items, next } = await listRepositories({ installation, after });
      return { items: items.map((name) => ({ installation, ...name })), next };
    },
    reaches: async (repository) => {
      const client = await clientOf(null);
      return installationOf(client, repository).then((found) => found === repository.installation);
    },
    standings: async (names) => {
      const [first] = names;
      if (first === undefined) return [];
      const client = await clientOf(first.installation);
      return readStandings((document, variables) => client.graphql(document, variables), names);
    },
  };
}

/** Null where there is none. A former name leads to another address, and is none. */
async function installationOf(client: InstallationClient, { owner, name }: RepositoryName): Promise<number | null> {
  const asked = { owner, repo: name, request: { redirect: "manual" as const } };
  try {
    const { status, data } = await client.request("GET /repos/{owner}/{repo}/installation", asked);
    return status === 200 ? installed.parse(data).id : null;
  } catch (error) {
    if (refusalOf(error)?.status === 404) return null;
    throw error;
  }
}

async function readAttempts(
  clientOf: Clients,
  after: string | null,
  filter: { status?: "failure" },
): Promise<ListPage<DeliveryAttempt>> {
  const client = await clientOf(null);
  const asked = { per_page: PAGE, ...filter, ...(after !== null && { cursor: after }) };
  const { data, headers } = await client.request("GET /app/hook/deliveries", asked);
  const items = attempts.parse(data).map(({ id, guid, delivered_at, status_code }) => ({
    id,
    guid,
    at: delivered_at,
    succeeded: status_code >= 200 && status_code < 300,
  }));
  return { items, next: nextIn(headers.link, "cursor") };
}

/** GitHub names the next page in the Link header. https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api */
function nextIn(link: string | undefined, parameter: "cursor" | "page"): string | null {
  const url = /<([^<>]+)>;\s*rel="next"/.exec(link ?? "")?.[1];
  return url === undefined ? null : new URL(url).searchParams.get(parameter);
}

const REMEMBERED_LIMIT = 500;

type Clients = (installation: number | null) => Promise<InstallationClient>;
type Where = { installation: number | null; after: string | null };

/** A list with its ETags: an unchanged page is answered with 304, which is free. Only the picked values are stored. */
function remembered<Item>(clientOf: Clients, route: string, pick: (data: unknown) => Item[]) {
  const etags: EtagCache<ListPage<Item>> = { known: new Map(), limit: REMEMBERED_LIMIT };
  return async ({ installation, after }: Where): Promise<ListPage<Item>> => {
    const client = await clientOf(installation);
    const asked = { per_page: PAGE, ...(after !== null && { page: after }) };
    return unlessSame(etags, `${installation} ${after}`, async (headers) => {
      const answer = await client.request(route, { ...asked, headers });
      const value = { items: pick(answer.data), next: nextIn(answer.headers.link, "page") };
      return { headers: answer.headers, value };
    });
  };
}

// The repositories of an owner that an installation reaches, with their custom properties where a plan asks for these.
import { RequestError } from "@octokit/request-error";
import { z } from "zod";
import type { OwnerRoster, RepositoryVisibility } from "./entities.ts";
import { type Graphql, queryGraphql } from "./graphql/query.ts";

const PAGE = 100;

const repositories = z.object({
  repositories: z.array(
    z.object({
      id: z.union([z.number(), z.bigint()]).transform(String),
      name: z.string(),
      owner: z.object({ login: z.string(), type: z.string() }),
      private: z.boolean(),
      visibility: z.string().optional(),
      archived: z.boolean(),
    }),
  ),
});
const values = z.array(
  z.object({
    repository_name: z.string(),
    properties: z.array(
      z.object({ property_name: z.string(), value: z.union([z.string(), z.array(z.string())]).nullable() }),
    ),
  }),
);
const definitions = z.array(z.object({ property_name: z.string(), values_editable_by: z.string().nullish() }));

/** Octokit's own request, whoever it is for. */
type Client = { request(route: string, parameters: Record<string, unknown>): Promise<{ data: unknown }> };

/** `properties`: whether custom properties are asked for. */
export async function readRoster(client: Client, owner: string, properties: boolean): Promise<OwnerRoster> {
  const all = await allPages(
    client,
    "GET /installation/repositories",
    {},
    (data) => repositories.parse(data).repositories,
  );
  const own = all.filter((each) => each.owner.login.toLowerCase() === owner.toLowerCase());
  const isOrganization = own.some((each) => each.owner.type === "Organization");
  const custom = properties && isOrganization ? await propertiesOf(client, owner) : null;
  return {
    isOrganization,
    repositories: own.map((each) => ({
      ...{ id: each.id, name: each.name, isArchived: each.archived },
      visibility: visibilityOf(each),
    })),
    properties: custom?.values ?? null,
    editable: custom?.editable ?? [],
  };
}

function visibilityOf(each: {
  private: boolean;
  visibility?: string | undefined;
}): OwnerRoster["repositories"][number]["visibility"] {
  const { visibility } = each;
  if (visibility === "public" || visibility === "private" || visibility === "internal") return visibility;
  return visibility === undefined ? (each.private ? "private" : "public") : "unknown";
}

type Properties = { values: NonNullable<OwnerRoster["properties"]>; editable: string[] };

/** Null where the app may not read them. */
async function propertiesOf(client: Client, org: string): Promise<Properties | null> {
  try {
    const read = await allPages(client, "GET /orgs/{org}/properties/values", { org }, (data) => values.parse(data));
    const { data } = await client.request("GET /orgs/{org}/properties/schema", { org });
    return {
      values: new Map(
        read.map(({ repository_name, properties }) => [
          repository_name.toLowerCase(),
          Object.fromEntries(properties.map(({ property_name, value }) => [property_name, value])),
        ]),
      ),
      // Only what the organization's owners alone may set is no way into a delivery.
      editable: definitions
        .parse(data)
        .flatMap(({ property_name, values_editable_by }) =>
          values_editable_by === "org_actors" ? [] : [property_name],
        ),
    };
  } catch (error) {
    if (error instanceof RequestError && (error.status === 403 || error.status === 404)) return null;
    throw error;
  }
}

async function allPages<Item>(
  client: Client,
  route: string,
  parameters: Record<string, unknown>,
  items: (data: unknown) => Item[],
): Promise<Item[]> {
  const all: Item[] = [];
  for (let page = 1; ; page += 1) {
    const { data } = await client.request(route, { ...parameters, per_page: PAGE, page });
    const found = items(data);
    all.push(...found);
    if (found.length < PAGE) return all;
  }
}

const VISIBLE = `query Roster($owner: String!, $after: String) {
  repositoryOwner(login: $owner) {
    __typename
    repositories(first: 100, after: $after, ownerAffiliations: [OWNER], orderBy: { field: NAME, direction: ASC }) {
      nodes { databaseId name visibility isArchived }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

const visible = z.object({
  repositoryOwner: z
    .object({
      __typename: z.string(),
      repositories: z.object({
        nodes: z.array(
          z.object({
            databaseId: z.number().nullable(),
            name: z.string(),
            visibility: z.enum(["PUBLIC", "PRIVATE", "INTERNAL"]),
            isArchived: z.boolean(),
          }),
        ),
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
      }),
    })
    .nullable(),
});

const LOWER = { PUBLIC: "public", PRIVATE: "private", INTERNAL: "internal" } as const satisfies Record<
  string,
  RepositoryVisibility
>;

/** For a token of a person's: what it sees of the owner's repositories, whether the app is installed there or not. */
export async function readVisibleRoster(
  graphql: Graphql,
  client: Client,
  owner: string,
  properties: boolean,
): Promise<OwnerRoster> {
  const pages: VisiblePage[] = [];
  for (let after: string | null = null; ; ) {
    const page = await visiblePage(graphql, owner, after);
    if (page === null) break;
    pages.push(page);
    if (!page.repositories.pageInfo.hasNextPage) break;
    after = page.repositories.pageInfo.endCursor;
  }
  const isOrganization = pages.some(({ __typename }) => __typename === "Organization");
  const repositories = pages.flatMap((page) =>
    page.repositories.nodes.map(({ databaseId, name, visibility, isArchived }) => ({
      ...{ id: String(databaseId ?? name), name, isArchived },
      visibility: LOWER[visibility],
    })),
  );
  const custom = properties && isOrganization ? await propertiesOf(client, owner) : null;
  return { isOrganization, repositories, properties: custom?.values ?? null, editable: custom?.editable ?? [] };
}

type VisiblePage = NonNullable<z.infer<typeof visible>["repositoryOwner"]>;

const visiblePage = async (graphql: Graphql, owner: string, after: string | null): Promise<VisiblePage | null> =>
  (await queryGraphql(graphql, visible, VISIBLE, { owner, after })).repositoryOwner;

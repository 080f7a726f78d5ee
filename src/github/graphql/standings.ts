// The state of many repositories in one request: enough to see whether one is active, and whether anything changed.
import { z } from "zod";
import type { RepositoryName } from "../port.ts";
import { CONFIG } from "./fragments.ts";
import { planBlobOf } from "./plan-blobs.ts";
import { type Graphql, queryGraphql } from "./query.ts";

export type ListedStanding = {
  name: string;
  isArchived: boolean;
  /** The plan files; the text is null where there is none. */
  config: { text: string | null } | null;
  ownerConfig: { text: string | null } | null;
  milestones: { number: number; title: string }[];
  /** False when there are more milestones than were read. */
  milestonesComplete: boolean;
  /** Changes with every value that is read here; if two are equal, nothing has changed. */
  mark: string;
  /** The time of the last change, in whole seconds like GitHub's; null if there is none. */
  newest: Date | null;
};

const STANDING = `
fragment Standing on Repository {
  isArchived
  visibility
  ${CONFIG}
  defaultBranchRef { target { oid } }
  labels(first: 100) { totalCount nodes { name } }
  milestones(first: 100, states: [OPEN, CLOSED], orderBy: { field: UPDATED_AT, direction: DESC }) {
    totalCount
    nodes { number title updatedAt }
  }
  issues(first: 1, orderBy: { field: UPDATED_AT, direction: DESC }) { totalCount nodes { number updatedAt } }
  pullRequests(first: 1, orderBy: { field: UPDATED_AT, direction: DESC }) { totalCount nodes { number updatedAt } }
}`;

const blob = z.object({ oid: z.string().optional(), text: z.string().nullish() }).nullable();
const touched = z.looseObject({ nodes: z.array(z.looseObject({ updatedAt: z.coerce.date() })) });
const standing = z.looseObject({
  issues: touched,
  pullRequests: touched,
  isArchived: z.boolean(),
  config: blob,
  yamlConfig: blob,
  milestones: z.looseObject({
    totalCount: z.number(),
    nodes: z.array(z.looseObject({ number: z.number(), title: z.string(), updatedAt: z.coerce.date() })),
  }),
});
const owner = z.object({ config: blob, yamlConfig: blob }).nullish();

/** In the order of `names`, all of one installation; null for a repository that is missing or invisible. */
export async function readStandings(
  graphql: Graphql,
  names: readonly RepositoryName[],
): Promise<(ListedStanding | null)[]> {
  const owners = [...new Set(names.map((name) => name.owner))];
  const { document, variables } = standingsDocument(names, owners);
  const answer = await queryGraphql(graphql, z.record(z.string(), z.unknown()), document, variables);
  return names.map((name, index) => {
    const read = standing.nullable().parse(answer[`r${index}`] ?? null);
    const owned = owner.parse(answer[`o${owners.indexOf(name.owner)}`]) ?? null;
    const ownerConfig = owned === null ? null : planBlobOf(owned);
    if (read === null) return null;
    const { totalCount, nodes } = read.milestones;
    return {
      isArchived: read.isArchived,
      name: name.name,
      config: planBlobOf(read),
      ownerConfig,
      milestones: nodes.map(({ number, title }) => ({ number, title })),
      milestonesComplete: totalCount <= nodes.length,
      mark: JSON.stringify([read, ownerConfig]),
      newest: newestOf([...nodes, ...read.issues.nodes, ...read.pullRequests.nodes]),
    };
  });
}

const newestOf = (touched: readonly { updatedAt: Date }[]): Date | null =>
  touched.length === 0 ? null : new Date(Math.max(...touched.map(({ updatedAt }) => updatedAt.getTime())));

function standingsDocument(names: readonly RepositoryName[], owners: readonly string[]) {
  const declared = [
    ...owners.map((_owner, index) => `$o${index}: String!`),
    ...names.map((_name, index) => `$n${index}: String!`),
  ];
  const document = `query Standings(${declared.join(", ")}) {
  ${names.map((name, index) => `r${index}: repository(owner: $o${owners.indexOf(name.owner)}, name: $n${index}) { ...Standing }`).join("\n  ")}
  ${owners.map((_owner, index) => `o${index}: repository(owner: $o${index}, name: ".github") { ${CONFIG} }`).join("\n  ")}
}
${STANDING}`;
  const variables = Object.fromEntries([
    ...owners.map((owner, index) => [`o${index}`, owner]),
    ...names.map(({ name }, index) => [`n${index}`, name]),
  ]);
  return { document, variables };
}

// What GitHub shows now of the milestones of several repositories, in few requests: enough to see whether what is known of them is still so.
import { z } from "zod";
import type { MilestonesSeen } from "../entities.ts";
import { type Graphql, queryGraphql } from "./query.ts";

export type ProofAsked = { name: string; milestones: readonly number[] };

/** GitHub's limit is far beyond; a repository with more is read whole. */
const LISTED = 100;

const counted = z.object({ totalCount: z.number() });
const milestone = z.object({
  number: z.number(),
  description: z.string().nullable(),
  open: counted,
  closed: counted,
});
const repository = z.looseObject({
  milestones: z.object({
    totalCount: z.number(),
    nodes: z.array(z.object({ number: z.number(), title: z.string(), state: z.enum(["OPEN", "CLOSED"]) })),
  }),
});

/** In the order of `asked`, all of one owner; null for a repository that can't be read. */
export async function readMemberProofs(
  graphql: Graphql,
  owner: string,
  asked: readonly ProofAsked[],
): Promise<(MilestonesSeen | null)[]> {
  const read: (MilestonesSeen | null)[] = [];
  for (const batch of batchesOf(asked)) read.push(...(await readBatch(graphql, owner, batch)));
  return read;
}

/** GitHub ends what takes it longer than ten seconds, and takes no document that asks for too much. */
const TOGETHER = { repositories: 100, fields: 400 };

/** In order, each with one repository at least. */
export function batchesOf(asked: readonly ProofAsked[]): ProofAsked[][] {
  const batches: ProofAsked[][] = [];
  let fields = 0;
  for (const each of asked) {
    const batch = batches.at(-1);
    const more = 1 + each.milestones.length;
    const isFull = batch?.length === TOGETHER.repositories || fields + more > TOGETHER.fields;
    if (batch === undefined || isFull) batches.push([each]);
    else batch.push(each);
    fields = batch === undefined || isFull ? more : fields + more;
  }
  return batches;
}

async function readBatch(
  graphql: Graphql,
  owner: string,
  asked: readonly ProofAsked[],
): Promise<(MilestonesSeen | null)[]> {
  const variables = Object.fromEntries(asked.map(({ name }, index) => [`n${index}`, name]));
  const answer = await queryGraphql(graphql, z.record(z.string(), z.unknown()), document(asked), {
    owner,
    ...variables,
  });
  return asked.map(({ milestones }, index) => {
    const read = repository.nullable().parse(answer[`r${index}`] ?? null);
    if (read === null || read.milestones.totalCount > read.milestones.nodes.length) return null;
    return {
      milestones: read.milestones.nodes.map(({ number, title, state }) => ({
        ...{ number, title },
        state: state === "OPEN" ? "open" : "closed",
      })),
      issues: milestones.flatMap((number) => countsIn(read[`m${number}`])),
    };
  });
}

function countsIn(answer: unknown): MilestonesSeen["issues"] {
  const read = milestone.nullish().parse(answer);
  if (read === null || read === undefined) return [];
  const { number, description, open, closed } = read;
  return [{ number, description: description ?? "", open: open.totalCount, closed: closed.totalCount }];
}

/** Each repository counts as a request, and each of its milestones as two; a hundred are a point. */
function document(asked: readonly ProofAsked[]): string {
  const declared = asked.map((_each, index) => `$n${index}: String!`);
  const repositories = asked.map(
    ({ milestones }, index) => `r${index}: repository(owner: $owner, name: $n${index}) {
    milestones(first: ${LISTED}, states: [OPEN, CLOSED], orderBy: { field: NUMBER, direction: DESC }) { totalCount nodes { number title state } }
    ${milestones.map((number) => `m${number}: milestone(number: ${number}) { ...Counted }`).join("\n    ")}
  }`,
  );
  const fragment = asked.some(({ milestones }) => milestones.length > 0) ? COUNTED : "";
  return `query MemberProofs(${["$owner: String!", ...declared].join(", ")}) {
  ${repositories.join("\n  ")}
}${fragment}`;
}

const COUNTED = `
fragment Counted on Milestone {
  number description
  open: issues(states: [OPEN]) { totalCount }
  closed: issues(states: [CLOSED]) { totalCount }
}`;

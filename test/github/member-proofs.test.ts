// What GitHub shows of many repositories' milestones is asked for in documents of bounded size, and comes back in order.
import { expect, test } from "@jest/globals";
import { batchesOf, readMemberProofs } from "../../src/github/graphql/member-proofs.ts";

const asked = (count: number, milestones: number) =>
  Array.from({ length: count }, (_, at) => ({
    name: `part-${at}`,
    milestones: Array.from({ length: milestones }, (_each, index) => index + 1),
  }));

test.each([
  { repositories: 0, milestones: 1, sizes: [] },
  { repositories: 1, milestones: 1, sizes: [1] },
  { repositories: 50, milestones: 7, sizes: [50] },
  { repositories: 100, milestones: 3, sizes: [100] },
  { repositories: 200, milestones: 1, sizes: [100, 100] },
  { repositories: 101, milestones: 0, sizes: [100, 1] },
  { repositories: 50, milestones: 9, sizes: [40, 10] },
  { repositories: 2, milestones: 1_000, sizes: [1, 1] },
])("$repositories repositories with $milestones milestones each", ({ repositories, milestones, sizes }) => {
  const all = asked(repositories, milestones);
  const batches = batchesOf(all);
  expect(batches.map(({ length }) => length)).toEqual(sizes);
  expect(batches.flat()).toEqual(all);
});

test("each answer is that of the repository that was asked for, whichever document it was in", async () => {
  const seen = { totalCount: 0, nodes: [] };
  const counted = { number: 1, open: { totalCount: 2 }, closed: { totalCount: 3 } };
  const documents: string[] = [];
  const graphql = async (document: string, variables: Record<string, unknown>) => {
    documents.push(document);
    return Object.fromEntries(
      Object.entries(variables).flatMap(([key, name]) =>
        key === "owner" || name === "part-7"
          ? []
          : [[key.replace("n", "r"), { milestones: seen, m1: { ...counted, description: String(name) } }]],
      ),
    );
  };
  const proofs = await readMemberProofs(graphql, "octo", asked(120, 1));
  expect(documents).toHaveLength(2);
  expect(proofs.map((proof) => proof?.issues[0]?.description ?? null)).toEqual(
    asked(120, 1).map(({ name }) => (name === "part-7" ? null : name)),
  );
});

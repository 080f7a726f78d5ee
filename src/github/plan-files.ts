// Reads the plan's file at the heads of pull requests, and whether they change it.
import { z } from "zod";
import type { Head, PlanFile } from "./entities.ts";
import { MORE_FILES, OWNER_VERSIONS, planFilesDocument } from "./graphql/documents.ts";
import { blobOf, hasBoth, planBlobOf } from "./graphql/plan-blobs.ts";
import { type Graphql, queryGraphql } from "./graphql/query.ts";
import * as shapes from "./graphql/shapes.ts";
import { isPlanAlone, type PlanNames, touchOf } from "./plan-file.ts";

type Where = { owner: string; name: string };
type Files = z.infer<typeof shapes.files>;

const AT_ONCE = 20;

/** GitHub stores the heads of pull requests in the repository itself, including those of forks. */
export async function readPlanFiles(graphql: Graphql, where: Where, pulls: readonly Head[]): Promise<PlanFile[]> {
  const files: PlanFile[] = [];
  for (let from = 0; from < pulls.length; from += AT_ONCE) {
    const some = pulls.slice(from, from + AT_ONCE);
    const { repository } = await queryGraphql(graphql, shapes.planFilesAnswer, planFilesDocument(some), where);
    const known = planBlobOf(repository);
    for (const { number } of some) {
      const at = configsAt(repository, number);
      const file = planBlobOf(at);
      const listed = shapes.changedFiles.parse(repository[`p${number}`] ?? null)?.planFiles ?? null;
      const differs = file?.oid !== known?.oid || file?.path !== known?.path;
      const isChanged = await isTouched(graphql, { ...where, number }, listed, differs);
      const isAlone = isChanged && isPlanAlone(listed, namesOf(repository), namesOf(at));
      files.push({ number, isChanged, isAlone, file, hasSpareFile: hasBoth(at) });
    }
  }
  return files;
}

const configsAt = (repository: Record<string, unknown>, number: number) => ({
  config: shapes.blobs.parse(repository[`f${number}`] ?? null),
  yamlConfig: shapes.blobs.parse(repository[`y${number}`] ?? null),
});

const namesOf = ({ config, yamlConfig }: ReturnType<typeof configsAt>): PlanNames => ({
  yml: blobOf(config) !== null,
  yaml: blobOf(yamlConfig) !== null,
});

const version = z.object({ file: z.object({ object: shapes.blobs }).nullable() });
const versioned = z.object({ history: shapes.seenNodes(version).optional() }).nullable();
const ownerVersionsAnswer = z.object({
  owner: z.object({ defaultBranchRef: z.object({ target: versioned }).nullable() }).nullable(),
});

/** The last versions of the owner's file, the newest first: its texts. Null for one that is no text; one where it was gone is left out. */
export async function readOwnerVersions(graphql: Graphql, owner: string, path: string): Promise<(string | null)[]> {
  const answer = await queryGraphql(graphql, ownerVersionsAnswer, OWNER_VERSIONS, { owner, path });
  const commits = answer.owner?.defaultBranchRef?.target?.history?.nodes ?? [];
  return commits.flatMap(({ file }) => {
    const blob = blobOf(file?.object ?? null);
    return blob === null ? [] : [blob.text];
  });
}

/** If the list of files is unclear, the file counts as changed if it differs from the default branch's. */
async function isTouched(
  graphql: Graphql,
  where: Where & { number: number },
  first: Files | null,
  differs: boolean,
): Promise<boolean> {
  let [files, unclear] = [first, false];
  for (;;) {
    const touch = touchOf(files);
    if (touch === "yes" || touch === "no") return touch === "yes" || (unclear && differs);
    unclear = true;
    const after = files?.pageInfo.hasNextPage === true ? files.pageInfo.endCursor : null;
    if (!differs || after === null) return differs;
    const { pull } = (await queryGraphql(graphql, shapes.moreFilesAnswer, MORE_FILES, { ...where, after })).repository;
    files = pull?.planFiles ?? null;
  }
}

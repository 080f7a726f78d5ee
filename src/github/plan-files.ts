// Reads the plan's file at the heads of pull requests, and whether they change it.
import type { z } from "zod";
import type { Head, PlanFile } from "./entities.ts";
import { MORE_FILES, planFilesDocument } from "./graphql/documents.ts";
import { type Graphql, query } from "./graphql/query.ts";
import { blobOf } from "./graphql/readings.ts";
import * as shapes from "./graphql/shapes.ts";
import { touchOf } from "./plan-file.ts";

type Where = { owner: string; name: string };
type Files = z.infer<typeof shapes.files>;

const AT_ONCE = 20;

/** GitHub stores the heads of pull requests in the repository itself, including those of forks. */
export async function readPlanFiles(graphql: Graphql, where: Where, pulls: readonly Head[]): Promise<PlanFile[]> {
  const files: PlanFile[] = [];
  for (let from = 0; from < pulls.length; from += AT_ONCE) {
    const some = pulls.slice(from, from + AT_ONCE);
    const { repository } = await query(graphql, shapes.planFilesAnswer, planFilesDocument(some), where);
    const known = blobOf(repository.config);
    for (const { number } of some) {
      const file = blobOf(shapes.blobs.parse(repository[`f${number}`] ?? null));
      const listed = shapes.changedFiles.parse(repository[`p${number}`] ?? null)?.planFiles ?? null;
      const differs = file?.oid !== known?.oid;
      const isChanged = await isTouched(graphql, { ...where, number }, listed, differs);
      files.push({ number, isChanged, file });
    }
  }
  return files;
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
    const { pull } = (await query(graphql, shapes.moreFilesAnswer, MORE_FILES, { ...where, after })).repository;
    files = pull?.planFiles ?? null;
  }
}

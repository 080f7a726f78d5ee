// Fields that not every server on GitHub's schema has, and what is read in their place.
import { GraphqlResponseError } from "@octokit/graphql";
import { MissingField } from "../errors.ts";
import { COST } from "../points-spent.ts";

/** As the documents select them; without one, the reading says that there is none. */
const OPTIONAL_SELECTIONS = new Map([
  ["autoMergeRequest", "autoMergeRequest { enabledAt }"],
  ["mergeQueueEntry", "mergeQueueEntry { state }"],
  ["hasIssuesEnabled", "hasIssuesEnabled"],
  ["visibility", "visibility"],
  ["rateLimit", COST],
]);

const UNDEFINED_FIELD = /Field ['"`](\w+)['"`] doesn['’]t exist on type|Cannot query field ['"`](\w+)['"`] on type/i;

/** The fields that the server says are not in its schema. */
function undefinedFields(error: unknown): string[] {
  if (!(error instanceof GraphqlResponseError)) return [];
  const errors: { message: string }[] = error.errors ?? [];
  return errors.flatMap(({ message }) => {
    const [, github, graphqlJs] = UNDEFINED_FIELD.exec(message) ?? [];
    return github ?? graphqlJs ?? [];
  });
}

/**
 * The document without the optional fields that the server lacks; null where it lacks none. Throws `MissingField` where it lacks one that is
 * needed.
 */
export function withoutUndefined(document: string, error: unknown): string | null {
  const fields = undefinedFields(error);
  const needed = fields.filter((field) => !OPTIONAL_SELECTIONS.has(field));
  if (needed.length > 0)
    throw new MissingField(
      `the server's GraphQL schema has no ${needed.join(", ")}; use a version of GitHub that has, or a Milegate for that version`,
      { cause: error },
    );
  const selections = fields.map((field) => OPTIONAL_SELECTIONS.get(field) ?? field);
  const less = selections.reduce((left, selection) => left.replaceAll(selection, ""), document);
  return less === document ? null : less;
}

// Reads all items of some milestones and labels: many lists in one request, with few fields, on as many pages as needed.

import { z } from "zod";
import type { ReadContext } from "./context.ts";
import type { ItemList, ListedItem } from "./entities.ts";
import { requirePresent } from "./found.ts";
import { nextCursor, pageInfo } from "./graphql/paging.ts";
import { queryGraphql } from "./graphql/query.ts";
import { listedItemOf } from "./graphql/readings.ts";
import { listedItem, seenNodes } from "./graphql/shapes.ts";

/** Most lists are short, and a page costs by its size. Longer lists continue with larger pages. */
const FIRST_PAGE = 25;
const FURTHER_PAGE = 100;

const page = seenNodes(listedItem).extend({ pageInfo });
const answer = z.object({
  repository: z.record(z.string(), z.object({ issues: page, pullRequests: page }).partial().nullable()),
});

type OpenList = { list: ItemList; after: string | null };

/** Each item once; a milestone or label that was deleted meanwhile has none. */
export async function readLists(context: ReadContext, lists: readonly ItemList[]): Promise<ListedItem[]> {
  const items = new Map<number, ListedItem>();
  let open = lists.map((list): OpenList => ({ list, after: null }));
  while (open.length > 0) {
    const now = open;
    const size = now.every(({ after }) => after === null) ? FIRST_PAGE : FURTHER_PAGE;
    const variables = { ...context.where, ...variablesOf(now) };
    const { repository } = await queryGraphql(context.graphql, answer, listsDocument(now, size), variables);
    const pages = now.map(({ list, after }, at) => {
      const page = repository[`l${at}`]?.[FIELDS[list.kind]] ?? null;
      return after === null ? page : requirePresent(page, `a further page of ${list.kind}`);
    });
    for (const node of pages.flatMap((each) => each?.nodes ?? []))
      items.set(node.number, listedItemOf(context.identity, node));
    open = now.flatMap(({ list }, at) => {
      const after = nextCursor(pages[at]?.pageInfo ?? { hasNextPage: false, endCursor: null });
      return after === null ? [] : [{ list, after }];
    });
  }
  return [...items.values()];
}

const FIELDS = { issues: "issues", pulls: "pullRequests" } as const satisfies Record<ItemList["kind"], string>;

const variablesOf = (lists: readonly OpenList[]): Record<string, unknown> =>
  Object.fromEntries(
    lists.flatMap(({ list: { of }, after }, at) => [
      [`of${at}`, "milestone" in of ? of.milestone : of.label],
      [`after${at}`, after],
    ]),
  );

function listsDocument(lists: readonly OpenList[], size: number): string {
  const declared = lists.map(
    ({ list: { of } }, at) => `, $of${at}: ${"milestone" in of ? "Int!" : "String!"}, $after${at}: String`,
  );
  return `query Lists($owner: String!, $name: String!${declared.join("")}) {
  repository(owner: $owner, name: $name) {
    ${lists.map(({ list }, at) => selectionOf(list, at, size)).join("\n    ")}
  }
}`;
}

const LISTED_ITEM = `__typename number title url closed author { __typename login } milestone { number title }
          labels(first: 100) { nodes { name } pageInfo { hasNextPage } }`;

function selectionOf({ kind, of }: ItemList, at: number, size: number): string {
  const source = "milestone" in of ? `milestone(number: $of${at})` : `label(name: $of${at})`;
  const more = kind === "pulls" ? "headRefOid baseRefName updatedAt" : "";
  return `l${at}: ${source} {
      ${FIELDS[kind]}(first: ${size}, after: $after${at}, orderBy: { field: CREATED_AT, direction: ASC }) {
        nodes { ${LISTED_ITEM} ${more} }
        pageInfo { hasNextPage endCursor }
      }
    }`;
}

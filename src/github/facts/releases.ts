// releases: what was published, the newest first: all since a moment, and maybe older ones.
import { z } from "zod";
import { PAGE_INFO } from "../graphql/paging.ts";
import { selectionFact } from "./definition.ts";
import { afterCursor, cursorAfter, NEWEST_FIRST, type PagedNodes, pagedNodes } from "./lists.ts";

type Question = { kind: "releases"; since: Date };

export type PublishedRelease = { tag: string; name: string; url: string; prerelease: boolean; publishedAt: Date };

const release = z.object({
  tagName: z.string(),
  name: z.string().nullable(),
  url: z.string(),
  isDraft: z.boolean(),
  isPrerelease: z.boolean(),
  publishedAt: z.coerce.date().nullable(),
});

const publishedOn = (page: PagedNodes<z.infer<typeof release>> | undefined): PublishedRelease[] =>
  (page?.nodes ?? []).flatMap(({ tagName, name, url, isDraft, isPrerelease, publishedAt }) =>
    isDraft || publishedAt === null
      ? []
      : [{ tag: tagName, name: name ?? "", url, prerelease: isPrerelease, publishedAt }],
  );

/** In order of creation; a whole page without a release of that time ends the search. */
export const releasesFact = selectionFact({
  kind: "releases",
  permission: "contents: read",
  cost: { nodes: 100, requests: 1 },
  select: (_question: Question, after) =>
    `releases(first: 100${afterCursor(after)}, ${NEWEST_FIRST}) { nodes { tagName name url isDraft isPrerelease publishedAt } ${PAGE_INFO} }`,
  page: pagedNodes(release),
  next: ({ since }, pages) => {
    const last = pages.at(-1);
    return publishedOn(last).some(({ publishedAt }) => publishedAt >= since) ? cursorAfter(last) : null;
  },
  value: (_question, pages) =>
    pages.flatMap(publishedOn).toSorted((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime()),
});

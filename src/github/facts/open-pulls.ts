// open-pulls: a milestone's open pull requests: some of them, and how many there are.
import { z } from "zod";
import type { Reference } from "../entities.ts";
import { selectionFact } from "./definition.ts";
import { referenceNode } from "./issues.ts";
import { OLDEST_FIRST, ofMilestone } from "./lists.ts";

type Question = { kind: "open-pulls"; milestone: number };
type Answer = { first: Reference[]; total: number };

const openPulls = z
  .object({ pullRequests: z.object({ totalCount: z.number(), nodes: z.array(referenceNode) }) })
  .nullable()
  .transform((found) => ofMilestone(found?.pullRequests));

export const openPullsFact = selectionFact({
  kind: "open-pulls",
  permission: "pull_requests: read",
  cost: { nodes: 10, requests: 1 },
  select: ({ milestone }: Question) => `milestone(number: ${milestone}) {
    pullRequests(first: 10, states: [OPEN], ${OLDEST_FIRST}) { totalCount nodes { number title url } }
  }`,
  page: openPulls,
  next: () => null,
  value: (_question, [page]): Answer => ({ first: page?.nodes ?? [], total: page?.totalCount ?? 0 }),
});

// deployment: the latest deployment to an environment.
import { z } from "zod";
import { selectionFact } from "./definition.ts";
import { NEWEST_FIRST, quotedText } from "./lists.ts";

type Question = { kind: "deployment"; environment: string };
/** `state` is that of its latest status, null before the first. */
type Answer = { state: string | null } | null;

const deployments = z.object({
  nodes: z.array(
    z.object({
      environment: z.string().nullable(),
      createdAt: z.coerce.date(),
      latestStatus: z.object({ state: z.string() }).nullable(),
    }),
  ),
});

/** Environments' names differ only beyond case, and the filter may not know that; some more than the latest, to compare them here. */
const namesOf = (environment: string): string =>
  [...new Set([environment, environment.toLowerCase()])].map(quotedText).join(", ");

export const deploymentFact = selectionFact({
  kind: "deployment",
  permission: "deployments: read",
  cost: { nodes: 20, requests: 1 },
  select: ({ environment }: Question) =>
    `deployments(first: 20, environments: [${namesOf(environment)}], ${NEWEST_FIRST}) { nodes { environment createdAt latestStatus { state } } }`,
  page: deployments,
  next: () => null,
  value: ({ environment }, [page]): Answer => {
    const wanted = environment.toLowerCase();
    const newestFirst = (page?.nodes ?? []).toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
    const latest = newestFirst.find((each) => each.environment?.toLowerCase() === wanted);
    return latest === undefined ? null : { state: latest.latestStatus?.state.toLowerCase() ?? null };
  },
});

// What GitHub says that a document cost, which it tells to those who ask along: https://docs.github.com/en/graphql/reference/objects#ratelimit
import { z } from "zod";

/** To be asked for in every query; it costs nothing. */
export const COST = "rateLimit { cost }";

/** Every document of ours begins with its operation, and has no brace before its selections. */
export const withCost = (document: string): string => document.replace("{", `{ ${COST}`);

const answer = z.object({ data: z.object({ rateLimit: z.object({ cost: z.number() }) }) });

/** By the document's name; null where the answer does not say. Some servers have no limits. */
export function pointsSpent(query: unknown, data: unknown): { document: string; points: number } | null {
  const name = /^\s*query (\w+)/.exec(String(query))?.[1];
  const read = answer.safeParse(data).data;
  return name === undefined || read === undefined ? null : { document: name, points: read.data.rateLimit.cost };
}

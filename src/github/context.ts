// What every read needs: the client, who asks, and where.
import type { RunQuery } from "./facts.ts";
import type { Graphql } from "./graphql/query.ts";
import type { Fact, FactQuery, Requirement } from "./model.ts";

/** Who asks: the app's numeric id, and the login of its bot without "[bot]". */
export type Identity = { appId: number; self: string };

/** What the plan needed last time; nothing depends on it but the number of requests. */
export type Memory = { recall(): readonly FactQuery[]; remember(queries: readonly FactQuery[]): void };

/** How GitHub is asked; `run` reads a workflow's run, `requirement` what a branch's rules ask of the app with that id. */
export type Access = {
  graphql: Graphql;
  run(query: RunQuery): Promise<Fact>;
  requirement(branch: string, appId: number): Promise<Requirement>;
  memory: Memory;
};

export type Context = Access & { identity: Identity; where: { owner: string; name: string } };

export type Page = { hasNextPage: boolean; endCursor: string | null };

/** Where the next page begins; null after the last. */
export const nextOf = ({ hasNextPage, endCursor }: Page): string | null => (hasNextPage ? endCursor : null);

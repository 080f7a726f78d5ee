// What GitHub counts of an app's requests, and where it stops.

/** GitHub counts REST and GraphQL apart. */
export type LimitedResource = "core" | "graphql";

/** Whose budget it is, and how many points it has in an hour. */
export type Payer = { key: string; name: string; limit: number };

/** What is left of an hour's points. */
export type Standing = { resource: LimitedResource; limit: number; used: number; remaining: number; resetAt: Date };

/** A budget of points for each payer and resource, which begins anew an hour after its first point. */
export type Meter = {
  standing(payer: Payer, resource: LimitedResource): Standing;
  /** Negative points give back what was taken. */
  spend(payer: Payer, resource: LimitedResource, points: number): void;
  /** As if an hour had gone by. */
  reset(): void;
};

/** GitHub's second kind of limits, against bursts. The numbers are the payer's. */
export type SecondaryLimits = {
  /** Points a minute: a read is 1, a write is 5. */
  pointsPerMinute: { core: number; graphql: number };
  /** Requests at a time, of REST and GraphQL together. */
  concurrent: number;
  /** Issues, comments, checks and the like that are made. */
  contentPerMinute: number;
  contentPerHour: number;
  /** How GitHub says it; 200 is for GraphQL alone, where it is an error in the body. */
  status: 200 | 403 | 429;
};

export type LimitSettings = {
  /** Points an hour instead of what GitHub gives; null: what GitHub gives. */
  points: Record<LimitedResource, number | null>;
  /** Whether what comes after the last point is refused. Points are counted in any case. */
  isEnforced: boolean;
  secondary: SecondaryLimits | null;
};

/** Which documents run out of GitHub's resources, and how it says so. */
export type ResourceLimits = {
  /** Pages that are larger run out, where what is on them has lists of its own. */
  pageSize?: number | undefined;
  /** Documents that declare more nodes run out. */
  nodes?: number | undefined;
  /** An error for each such list, with null in its place; 502; or a list all of whose nodes are null. */
  answer: "errors" | "bad-gateway" | "null-nodes";
};

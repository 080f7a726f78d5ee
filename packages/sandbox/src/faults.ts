// What goes wrong on purpose, and the record of everything that was asked.
import type { Context, Next } from "hono";
import type { Metered } from "./limits/requests.ts";
import type { LimitedResource } from "./model-limits.ts";

export type Asked = {
  at: Date;
  method: string;
  path: string;
  kind: "read" | "write" | "auth";
  operation: string | null;
  status: number;
  /** What it took of the hour's budget, in points; REST takes one a request. */
  points: number;
  body: unknown;
  query: Record<string, string>;
  /** What REST answered, where it is kept. */
  answer?: unknown;
};

/** Answers a request itself instead of the sandbox. */
export type TrafficFault = {
  /** Matched against "METHOD /path" or, for GraphQL, "POST /graphql Operation". */
  match: RegExp;
  status: number;
  headers?: Record<string, string>;
  body?: object;
  /** After the change was made, as when an answer is lost on its way back. */
  after?: boolean;
  /** How often; for ever where absent. */
  times?: number;
};

export type Traffic = {
  faults: TrafficFault[];
  asked: Asked[];
  latencyMs: number;
  /** The sums of `points` of all that was asked. */
  points: Record<LimitedResource, number>;
  /** Whether answers of REST are kept, for tests of the contract. */
  keepsAnswers: boolean;
};

const PREFIX = "/api/v3";

export const observed =
  (traffic: Traffic) =>
  async (context: Context<Metered>, next: Next): Promise<Response | undefined> => {
    const text = context.req.method === "GET" ? "" : await context.req.raw.clone().text();
    const body = parsed(text);
    const graphql = context.req.path === "/api/graphql";
    const path = graphql ? "/graphql" : context.req.path.slice(PREFIX.length);
    const operation = graphql ? operationOf(body) : null;
    const { method } = context.req;
    const kind = path.endsWith("/access_tokens")
      ? "auth"
      : graphql
        ? operation?.startsWith("mutation")
          ? "write"
          : "read"
        : method === "GET"
          ? "read"
          : "write";
    const asked: Asked = {
      at: new Date(),
      method,
      path,
      kind,
      operation,
      status: 0,
      points: 0,
      body,
      query: context.req.query(),
    };
    traffic.asked.push(asked);
    // Who asked may be gone by then, and this process, too.
    if (traffic.latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, traffic.latencyMs).unref());
    const fault = take(traffic, `${method} ${path}${operation === null ? "" : ` ${operation}`}`);
    if (fault === undefined || fault.after === true) await next();
    if (fault !== undefined) context.res = answer(fault);
    else if (traffic.keepsAnswers && !graphql) asked.answer = parsed(await context.res.clone().text());
    asked.status = context.res.status;
    asked.points = context.get("points") ?? 0;
    traffic.points[graphql ? "graphql" : "core"] += asked.points;
    return undefined;
  };

function take(traffic: Traffic, line: string): TrafficFault | undefined {
  const fault = traffic.faults.find(({ match, times }) => match.test(line) && times !== 0);
  if (fault?.times !== undefined) fault.times -= 1;
  return fault;
}

const answer = ({ status, headers = {}, body = { message: "Server Error" } }: TrafficFault): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
  });

function parsed(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

function operationOf(body: unknown): string {
  const query = typeof body === "object" && body !== null && "query" in body ? String(body.query) : "";
  return /^\s*(query|mutation)\s+(\w+)/.exec(query)?.slice(1, 3).join(" ") ?? "query";
}

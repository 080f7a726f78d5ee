// Runs a GraphQL document on GitHub's real schema against the sandbox's world.
import {
  type DocumentNode,
  defaultFieldResolver,
  execute,
  GraphQLError,
  type GraphQLFieldResolver,
  getOperationAST,
  parse,
  validate,
} from "graphql";
import { readerOf } from "../lag/replica.ts";
import { payerOf } from "../limits/payer.ts";
import { GitHubError, type World, type WorldActor } from "../model.ts";
import { type Cost, costOf } from "./cost.ts";
import { type Failure, NotImplemented } from "./failure.ts";
import { mutations } from "./mutations/index.ts";
import { checkPaging } from "./paging.ts";
import { query } from "./query.ts";
import { invalidInput, unparsable } from "./refusal.ts";
import { drained, type Exhausted, exhaustedBy } from "./resources.ts";
import { githubSchema } from "./schema.ts";
import { shownValue } from "./views.ts";

export type GraphqlRequest = {
  query: string;
  variables?: Record<string, unknown> | null;
  operationName?: string | null;
};
export type GraphqlAnswer = { data?: unknown; errors?: unknown[] };

/** The body of GitHub's answer, whose status is 200 whatever went wrong. Throws only for a defect of the sandbox itself. */
export const executeGraphql = async (
  world: World,
  actor: WorldActor,
  request: GraphqlRequest,
): Promise<GraphqlAnswer> => (await chargedGraphql(world, actor, request)).answer;

export type Charged = { answer: GraphqlAnswer; points: number };

const free = (...errors: Failure[]): Charged => ({ answer: { errors }, points: 0 });

/** The same with the points that it took; what isn't run costs nothing. */
export async function chargedGraphql(world: World, actor: WorldActor, request: GraphqlRequest): Promise<Charged> {
  const variables = request.variables ?? {};
  const operationName = request.operationName ?? undefined;
  const document = validDocument(request.query);
  if ("failures" in document) return free(...document.failures);
  const cost = attempt(() => costOf(document, operationName, variables));
  if (cost instanceof GraphQLError) return free(shown(cost));
  const exhausted = exhaustedBy(world.resources, cost);
  world.meter.spend(payerOf(world, actor, "graphql"), "graphql", cost.points);
  const { data, errors } = await execute({
    schema: githubSchema(),
    document,
    rootValue: rootOf(world, actor, document, operationName, cost),
    variableValues: variables,
    operationName,
    fieldResolver: strictly(exhausted),
  });
  const answer = {
    ...(data === undefined ? {} : { data }),
    ...(errors === undefined ? {} : { errors: errors.map(shown) }),
  };
  return { answer, points: cost.points };
}

/** Queries may be behind; mutations act on the world as it is, and answer from it. */
function rootOf(
  world: World,
  actor: WorldActor,
  document: DocumentNode,
  operationName: string | undefined,
  cost: Cost,
) {
  if (getOperationAST(document, operationName)?.operation === "mutation") return mutations({ world, actor });
  return query(readerOf({ world, actor }), cost);
}

const DOCUMENTS_LIMIT = 1000;
const documents = new Map<string, DocumentNode>();

/** A client asks for the same documents again and again, and to validate one takes longer than to run it. */
function validDocument(source: string): DocumentNode | { failures: Failure[] } {
  const known = documents.get(source);
  if (known !== undefined) return known;
  const document = attempt(() => parse(source));
  if (document instanceof GraphQLError) return { failures: [unparsable(document)] };
  const problems = validate(githubSchema(), document);
  if (problems.length > 0) return { failures: problems.map((problem) => invalidInput(document, problem)) };
  if (documents.size >= DOCUMENTS_LIMIT) documents.clear();
  documents.set(source, document);
  return document;
}

function attempt<Value>(run: () => Value): Value | GraphQLError {
  try {
    return run();
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

/** Views are objects whose properties are fields, or references to views; what a view doesn't have is refused, not null. */
const strictly =
  (exhausted: Exhausted): GraphQLFieldResolver<unknown, unknown> =>
  (view, args, context, info) => {
    if (typeof view !== "object" || view === null || !(info.fieldName in view)) {
      throw new NotImplemented(`${info.parentType.name}.${info.fieldName}`);
    }
    checkPaging(args, info);
    const value = shownValue(defaultFieldResolver(view, args, context, info));
    return info.fieldNodes.some((field) => exhausted.fields.has(field)) ? drained(value, exhausted) : value;
  };

function shown(error: GraphQLError): Failure {
  const { path, locations, message } = error;
  return {
    type: typeOf(error),
    ...(path === undefined ? {} : { path }),
    ...(locations === undefined ? {} : { locations }),
    message,
  };
}

const TYPES: Record<number, string> = { 403: "FORBIDDEN", 404: "NOT_FOUND" };

function typeOf({ originalError: cause, extensions }: GraphQLError): string {
  if (typeof extensions["type"] === "string") return extensions["type"];
  if (cause instanceof GitHubError) return TYPES[cause.status] ?? "UNPROCESSABLE";
  if (cause instanceof NotImplemented) return "NOT_IMPLEMENTED";
  if (cause === undefined) return "INVALID_VARIABLES";
  throw cause;
}

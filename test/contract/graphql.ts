// GraphQL documents, held against GitHub's published schema.

import { githubSchema } from "@milegate/sandbox";
import { parse, validate } from "graphql";

const known = new Map<string, string[]>();

/** Nothing, when GitHub's schema has all that the document asks for. */
export function documentProblems(document: string): string[] {
  const problems = known.get(document) ?? validate(githubSchema(), parse(document)).map(({ message }) => message);
  known.set(document, problems);
  return problems;
}

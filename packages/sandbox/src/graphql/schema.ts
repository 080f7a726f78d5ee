// GitHub's published GraphQL schema, built once and only when a first document arrives (about 0.2 s).
import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { pathToFileURL } from "node:url";
import { buildSchema, extendSchema, type GraphQLSchema, isScalarType, parse } from "graphql";
import { OVERLAY } from "./overlay.ts";

const PACKAGE = "@octokit/graphql-schema";

let built: GraphQLSchema | undefined;

export function githubSchema(): GraphQLSchema {
  built ??= build();
  return built;
}

/** The SDL is read by itself: importing the package builds a second schema. It has had duplicate fields, hence `assumeValidSDL`. */
function build(): GraphQLSchema {
  const published = buildSchema(publishedSdl(), { assumeValidSDL: true, noLocation: true });
  const schema = extendSchema(published, parse(OVERLAY), { assumeValidSDL: true });
  const date = schema.getType("DateTime");
  if (isScalarType(date)) date.serialize = toSeconds;
  return schema;
}

/** As it is published, without the overlay. */
export function publishedSdl(): string {
  const manifest = findPackageJSON(PACKAGE, import.meta.url);
  if (manifest === undefined) throw new Error(`${PACKAGE} is not installed`);
  return readFileSync(new URL("schema.graphql", pathToFileURL(manifest)), "utf8");
}

/** GitHub's times have no fractions of seconds. */
const toSeconds = (value: unknown): unknown =>
  value instanceof Date ? value.toISOString().replace(/\.\d+Z$/, "Z") : value;

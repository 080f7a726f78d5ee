// GitHub's published GraphQL schema, built once and only when a first document arrives (about 0.2 s).
import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { pathToFileURL } from "node:url";
import { buildSchema, type GraphQLSchema, isScalarType } from "graphql";

const PACKAGE = "@octokit/graphql-schema";

let built: GraphQLSchema | undefined;

export function githubSchema(): GraphQLSchema {
  built ??= build();
  return built;
}

/** The SDL is read by itself: importing the package builds a second schema. It has had duplicate fields, hence `assumeValidSDL`. */
function build(): GraphQLSchema {
  const manifest = findPackageJSON(PACKAGE, import.meta.url);
  if (manifest === undefined) throw new Error(`${PACKAGE} is not installed`);
  const sdl = readFileSync(new URL("schema.graphql", pathToFileURL(manifest)), "utf8");
  const schema = buildSchema(sdl, { assumeValidSDL: true, noLocation: true });
  const date = schema.getType("DateTime");
  if (isScalarType(date)) date.serialize = toSeconds;
  return schema;
}

/** GitHub's times have no fractions of seconds. */
const toSeconds = (value: unknown): unknown =>
  value instanceof Date ? value.toISOString().replace(/\.\d+Z$/, "Z") : value;

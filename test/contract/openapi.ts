// Requests and answers of REST, held against GitHub's OpenAPI description.
import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Mapping = { [key: string]: Json };
const isMapping = (value: unknown): value is Mapping =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const mapping = (value: unknown): Mapping => (isMapping(value) ? value : {});

export type DescribedRequest = { method: string; path: string; query: Record<string, string>; body: unknown };

const description: unknown = JSON.parse(
  readFileSync(new URL("../fixtures/github-openapi.json", import.meta.url), "utf8"),
);
const paths = mapping(mapping(description)["paths"]);

/** OpenAPI 3.0 writes `nullable: true` where JSON Schema has the type "null". */
function nullable(value: Json): Json {
  if (Array.isArray(value)) return value.map(nullable);
  if (!isMapping(value)) return value;
  const { nullable: isNullable, ...rest } = value;
  const schema = Object.fromEntries(Object.entries(rest).map(([key, each]) => [key, nullable(each)]));
  return isNullable === true ? { anyOf: [{ type: "null" }, schema] } : schema;
}

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true, code: { optimize: false } });
formats.default(ajv);
/** GitHub's own: the name of a repository with its owner. */
ajv.addFormat("repo.nwo", /^[^/]+\/[^/]+$/);
ajv.addSchema({ $id: "github", components: nullable(mapping(mapping(description)["components"])) });
const compiled = new Map<string, ValidateFunction>();

function validatorOf(name: string, schema: Json): ValidateFunction {
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const text = JSON.stringify(nullable(schema)).replaceAll('"$ref":"#/', '"$ref":"github#/');
  const made = ajv.compile(JSON.parse(text));
  compiled.set(name, made);
  return made;
}

type Operation = { name: string; description: Mapping; parameters: Record<string, string> };

/** The operation whose path has the same steps; a literal step is a better match than a parameter. */
function operationOf({ method, path }: Pick<DescribedRequest, "method" | "path">): Operation | null {
  const steps = path.split("/");
  const found = Object.entries(paths).flatMap(([template, methods]) => {
    const wanted = template.split("/");
    const fits =
      wanted.length === steps.length && wanted.every((step, at) => step.startsWith("{") || step === steps[at]);
    const operation = mapping(methods)[method.toLowerCase()];
    if (!fits || !isMapping(operation)) return [];
    const parameters = Object.fromEntries(
      wanted.flatMap((step, at) =>
        step.startsWith("{") ? [[step.slice(1, -1), decodeURIComponent(steps[at] ?? "")]] : [],
      ),
    );
    return [{ name: `${method} ${template}`, description: operation, parameters }];
  });
  return found.toSorted((a, b) => Object.keys(a.parameters).length - Object.keys(b.parameters).length)[0] ?? null;
}

const resolved = (value: Json): Mapping => {
  const reference = mapping(value)["$ref"];
  if (typeof reference !== "string") return mapping(value);
  return reference
    .replace("#/", "")
    .split("/")
    .reduce<Mapping>((at, step) => mapping(at[step]), mapping(description));
};

const errorsOf = (validate: ValidateFunction, value: unknown): string[] =>
  validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);

/** Nothing, when GitHub describes the request; what the description does not know counts as a problem, too. */
export function requestProblems(request: DescribedRequest): string[] {
  const operation = operationOf(request);
  if (operation === null) return [`${request.method} ${request.path}: no such operation`];
  const problems = [...parameterProblems(operation, request.query), ...bodyProblems(operation, request.body)];
  return problems.map((problem) => `${operation.name}: ${problem}`);
}

function parameterProblems(
  { name, description: operation, parameters }: Operation,
  query: Record<string, string>,
): string[] {
  const described = (Array.isArray(operation["parameters"]) ? operation["parameters"] : []).map(resolved);
  const given: Record<string, string> = { ...parameters, ...query };
  const unknown = Object.keys(given).filter((key) => !described.some((each) => each["name"] === key));
  return [
    ...unknown.map((key) => `unknown parameter ${key}`),
    ...described.flatMap((each) => {
      const key = String(each["name"]);
      const value = given[key];
      if (value === undefined) return each["required"] === true ? [`missing parameter ${key}`] : [];
      return errorsOf(
        validatorOf(`${name} ${key}`, each["schema"] ?? {}),
        typed(value, resolved(each["schema"] ?? {})),
      ).map((error) => `${key}${error}`);
    }),
  ];
}

/** An address holds texts alone. */
function typed(value: string, { type }: Mapping): unknown {
  if (type === "integer") return Number(value);
  return type === "boolean" && (value === "true" || value === "false") ? value === "true" : value;
}

function bodyProblems({ name, description: operation }: Operation, body: unknown): string[] {
  const schema = mapping(mapping(mapping(operation["requestBody"])["content"])["application/json"])["schema"];
  if (schema === undefined)
    return body === undefined || Object.keys(Object(body)).length === 0 ? [] : ["a body where none is described"];
  const known = knownKeys(schema);
  const unknown = Object.keys(mapping(body)).filter((key) => known.size > 0 && !known.has(key));
  return [...unknown.map((key) => `unknown key ${key}`), ...errorsOf(validatorOf(`${name} body`, schema), body ?? {})];
}

function knownKeys(value: Json): Set<string> {
  const schema = resolved(value);
  const parts = ["oneOf", "anyOf", "allOf"].flatMap((key) => (Array.isArray(schema[key]) ? schema[key] : []));
  return new Set([...Object.keys(mapping(schema["properties"])), ...parts.flatMap((part) => [...knownKeys(part)])]);
}

/** GitHub's description has an account here that is a user and an enterprise at once; its own component has either. */
const CORRECTED: Mapping = {
  "GET /app/installations 200": { type: "array", items: { $ref: "#/components/schemas/installation" } },
};

/** Nothing, when GitHub could have answered so; an answer without a described body is any. */
export function answerProblems(
  request: Pick<DescribedRequest, "method" | "path">,
  status: number,
  body: unknown,
): string[] {
  const operation = operationOf(request);
  if (operation === null) return [`${request.method} ${request.path}: no such operation`];
  const response = resolved(mapping(operation.description["responses"])[String(status)] ?? {});
  const name = `${operation.name} ${status}`;
  const schema = CORRECTED[name] ?? mapping(mapping(response["content"])["application/json"])["schema"];
  if (schema === undefined) return [];
  return errorsOf(validatorOf(name, schema), body).map((problem) => `${name}: ${problem}`);
}

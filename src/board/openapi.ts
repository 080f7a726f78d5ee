// The API's description, from the shapes of its answers.
import { z } from "zod";
import { EVIDENCE_KINDS } from "../history/evidence-kinds.ts";
import {
  deliveryForecastShape,
  deliveryShape,
  errorShape,
  healthShape,
  pullDetailShape,
  pullShape,
  waitingShape,
} from "./shapes.ts";

const schemas = {
  Delivery: deliveryShape,
  DeliveryWithForecast: deliveryForecastShape,
  Health: healthShape,
  PullRequest: pullShape,
  PullRequestDetail: pullDetailShape,
  Waiting: waitingShape,
  Error: errorShape,
};

type SchemaName = keyof typeof schemas;

const ref = (name: SchemaName) => ({ $ref: `#/components/schemas/${name}` });
const list = (name: SchemaName) => ({ type: "array", items: ref(name) });
const content = (schema: object) => ({ "application/json": { schema } });
const failure = (description: string) => ({ description, content: content(ref("Error")) });

const parameter = (name: string, type = "string") => ({ name, in: "path", required: true, schema: { type } });
const OWNER = [parameter("owner")];
const REPOSITORY = [...OWNER, parameter("repo")];

const STATE = {
  ...{ name: "state", in: "query", required: false },
  schema: { type: "string", enum: ["open", "blocked"], default: "open" },
};

const moment = (name: string) => ({
  ...{ name, in: "query", required: false },
  ...{ description: "A day in UTC, or a moment with its zone.", schema: { type: "string" } },
});
const SPAN = [moment("since"), moment("until")];
const KIND = {
  ...{ name: "kind", in: "path", required: true },
  schema: { type: "string", enum: [...EVIDENCE_KINDS] },
};
const FORMAT = {
  ...{ name: "format", in: "query", required: false },
  schema: { type: "string", enum: ["json", "csv"], default: "json" },
};

const get = (summary: string, parameters: object[], schema: object) => ({
  get: {
    ...{ summary, parameters },
    responses: {
      "200": { description: "OK", content: content(schema) },
      "401": failure("No token, or one that GitHub does not accept"),
      "404": failure("It is not there, or not for you"),
      "429": failure("Too many refused tokens; see `Retry-After`"),
      "503": failure("GitHub can't be asked what you may see"),
    },
  },
});

export const openapiDocument = (version: string, baseUrl: string): object => ({
  openapi: "3.1.0",
  info: {
    ...{ title: "Milegate", version },
    description: "How deliveries stand, as far as the token's owner may see them on GitHub.",
  },
  servers: [{ url: baseUrl }],
  security: [{ bearer: [] }],
  paths: {
    "/api/v1/orgs/{owner}/deliveries": get("An owner's deliveries", OWNER, list("Delivery")),
    "/api/v1/orgs/{owner}/pulls": get("Open pull requests with their checks", [...OWNER, STATE], list("PullRequest")),
    "/api/v1/orgs/{owner}/waiting": get("What waits for somebody, the longest first", OWNER, list("Waiting")),
    "/api/v1/repos/{owner}/{repo}": get("A repository's delivery", REPOSITORY, ref("DeliveryWithForecast")),
    "/api/v1/orgs/{owner}/health": get("How an owner's process goes", [...OWNER, ...SPAN], ref("Health")),
    "/api/v1/repos/{owner}/{repo}/health": get(
      "How a delivery's process goes",
      [...REPOSITORY, ...SPAN],
      ref("Health"),
    ),
    "/api/v1/orgs/{owner}/evidence/{kind}": get(
      "Evidence, each row with the hash that chains it",
      [...OWNER, KIND, ...SPAN, FORMAT],
      {
        type: "array",
        items: { type: "object", properties: { hash: { type: "string" } }, required: ["hash"] },
      },
    ),
    "/api/v1/repos/{owner}/{repo}/pulls/{number}": get(
      "An open pull request, and what it waits for",
      [...REPOSITORY, parameter("number", "integer")],
      ref("PullRequestDetail"),
    ),
  },
  components: {
    schemas: Object.fromEntries(Object.entries(schemas).map(([name, shape]) => [name, withoutDialect(shape)])),
    securitySchemes: {
      bearer: { type: "http", scheme: "bearer", description: "A token of GitHub's, as for GitHub's own API." },
    },
  },
});

function withoutDialect(shape: z.ZodType): object {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(shape, { io: "output" });
  return schema;
}

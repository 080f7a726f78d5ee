// Payloads of webhooks, held against GitHub's own schemas.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";

const require = createRequire(import.meta.url);
const file = require.resolve("@octokit/openapi-webhooks").replace(/index\.js$/, "generated/api.github.com.json");

type Described = {
  webhooks: Record<string, { post: { requestBody: { content: { "application/json": { schema: object } } } } }>;
  components: object;
};

/** GitHub's description is OpenAPI 3.1, but writes `nullable` as 3.0 does. */
const revive = (_key: string, value: unknown): unknown => {
  if (typeof value !== "object" || value === null || !("nullable" in value) || value.nullable !== true) return value;
  const { nullable: _nullable, ...schema } = value;
  return { anyOf: [{ type: "null" }, schema] };
};

/** Events of apps that the description's lists lack, though GitHub has them: https://docs.github.com/en/webhooks/webhook-events-and-payloads */
const UNLISTED_EVENTS = ["custom_property", "custom_property_values", "dependabot_alert", "sub_issues"];

/** A list of an app's events with all there are. */
const completed = (key: string, value: unknown): unknown =>
  key === "enum" && Array.isArray(value) && value.includes("check_suite") && value.includes("code_scanning_alert")
    ? [...new Set([...value, ...UNLISTED_EVENTS])]
    : revive(key, value);

let loaded: { described: Described; ajv: Ajv } | undefined;
const compiled = new Map<string, ValidateFunction>();

function load(): { described: Described; ajv: Ajv } {
  if (loaded !== undefined) return loaded;
  const described: Described = JSON.parse(readFileSync(file, "utf8"), completed);
  const ajv = new Ajv({ strict: false, validateFormats: true, code: { optimize: false } });
  formats.default(ajv);
  ajv.addSchema({ $id: "github", components: described.components });
  loaded = { described, ajv };
  return loaded;
}

/** What @octokit/openapi 23.0.2 has and @octokit/openapi-webhooks 12.1.0 doesn't yet, by the webhook that is the same but for its action. */
const NEWER: Record<string, string> = { "pull-request-stacked": "pull-request-reopened" };

function validatorOf(name: string): ValidateFunction | null {
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const { described, ajv } = load();
  const schema = described.webhooks[name]?.post.requestBody.content["application/json"].schema;
  if (schema === undefined) return null;
  const made = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"github#/')));
  compiled.set(name, made);
  return made;
}

/** `event` with its action, e.g. "release.published". */
export const isSentByGitHub = (event: string): boolean => validatorOf(event.replaceAll(/[._]/g, "-")) !== null;

/** Nothing, when GitHub could have sent it. `event` as in the header, e.g. "pull_request". */
export function webhookProblems(event: string, payload: object): string[] {
  const action = "action" in payload ? `-${String(payload.action)}` : "";
  const name = `${event}${action}`.replaceAll("_", "-");
  const alike = NEWER[name];
  const validate = validatorOf(alike ?? name);
  if (validate === null) return [`GitHub sends no ${name}`];
  return validate(alike === undefined ? payload : { ...payload, action: alike.split("-").at(-1) })
    ? []
    : (validate.errors ?? []).map(
        ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
      );
}

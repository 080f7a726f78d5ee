// The plan's JSON Schema, for editors and for the documentation: what the code's own schema takes in.
import { z } from "zod";
import { criteria } from "../src/criteria/index.ts";
import { criterion } from "../src/plan/phase-schema.ts";
import { planFile } from "../src/plan/schema.ts";

export type JsonSchema = z.core.JSONSchema.JSONSchema;

const ID = "https://raw.githubusercontent.com/milegate/milegate/main/schema/milegate.schema.json";

export function planSchema(): JsonSchema {
  return { $id: ID, ...inputOf(planFile) };
}

/** The options of each criterion, in the order of the product's documentation. */
export const criterionSchemas = (): [string, JsonSchema][] =>
  Object.values(criteria).map(({ name, schema: options }) => {
    const { $schema: _whole, ...schema } = inputOf(options);
    return [name, schema];
  });

/** Draft 7 is what editors know best: https://github.com/redhat-developer/yaml-language-server */
function inputOf(schema: z.ZodType): JsonSchema {
  const { "~standard": _code, ...json } = z.toJSONSchema(schema, {
    target: "draft-7",
    io: "input",
    override({ zodSchema, jsonSchema }) {
      // zod leaves out the examples of what it transforms, as they might be results; ours are what people write.
      const examples = z.globalRegistry.get(zodSchema)?.["examples"];
      if (Array.isArray(examples)) jsonSchema.examples = examples;
      if (zodSchema === criterion) Object.assign(jsonSchema, criterionSchema());
    },
  });
  return json;
}

/** The code reads a criterion step by step, for the sake of its messages; this says the same as a schema. */
function criterionSchema(): JsonSchema {
  const all = criterionSchemas();
  const bare = all.filter(([, { required = [] }]) => required.length === 0).map(([name]) => name);
  return {
    anyOf: [
      { type: "string", enum: bare },
      {
        type: "object",
        properties: Object.fromEntries(all),
        additionalProperties: false,
        minProperties: 1,
        maxProperties: 1,
      },
    ],
  };
}

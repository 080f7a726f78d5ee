// docs/configuration.md: every key of the plan, from its JSON Schema.
import { isDeepStrictEqual } from "node:util";
import { stringify } from "yaml";
import { EXAMPLE_PLAN } from "../src/plan/example.ts";
import { DURATION_TEXT } from "../src/values/duration.ts";
import { PERCENTAGE_TEXT } from "../src/values/percentage.ts";
import { criterionSchemas, type JsonSchema, planSchema } from "./json-schema.ts";

export const configurationPage = (): string =>
  [
    INTRODUCTION,
    `## A whole plan\n\n\`\`\`yaml\n${EXAMPLE_PLAN}\`\`\``,
    ...sections(planSchema()),
    `## Exit criteria\n\n${CRITERIA}\n\n${table(CRITERION_COLUMNS, criterionSchemas().flatMap(criterionRows))}`,
    INHERITANCE,
  ].join("\n\n");

const INTRODUCTION = `<!-- Generated from src/plan/ by \`npm run generate\`; changes here are lost. -->

# Configuration

The plan of a repository is that of the first [delivery](#deliveries) in the owner's file that names it. Elsewhere it is \`.github/milegate.yml\` on its default branch. Where there is none, \`.github/milegate.yaml\` is read. Without either the file in the owner's \`.github\` repository counts, for repositories that its \`repositories\` names or, without that key, that have a milestone of one of its phases; where the owner has no file, the built-in plan, for repositories that have a milestone called like one of its phases. While the owner's file is invalid, it counts for the repositories for which its last valid version did.

Four [worked examples](examples.md) are there to be copied. A file that is invalid blocks, and the check \`milegate\` lists every problem with its line; a pull request that repairs it and changes nothing else passes. What can hardly be meant gets a hint, in \`milegate/config\` and from \`milegate validate\`, which blocks nothing; \`milegate/config\` also names newly asked teams that are not there and people who can't read the repository, or says that GitHub does not tell. Unknown keys are problems too. Editors complete and check the file with the JSON Schema in [\`schema/milegate.schema.json\`](../schema/milegate.schema.json).

Durations are \`30s\`, \`30m\`, \`12h\`, \`14d\` or \`2w\`; percentages \`"90%"\`. Regular expressions are [RE2's](https://github.com/google/re2/wiki/Syntax): no look-around and no back-references. Every pattern runs in linear time.`;

const CRITERIA = "Write a criterion as a bare name if it needs no options, or as `name: {options}`.";

const INHERITANCE = `## One plan for many repositories

A repository's file replaces the owner's file, unless it says \`extends: owner\`. Then Milegate merges it over the owner's file: mappings key by key; lists are replaced as a whole.

\`\`\`yaml
# .github/milegate.yml in the owner's .github repository
version: 1
gate:
  until: milestone
  exempt: { authors: ["dependabot[bot]", "renovate[bot]"] }
review:
  quorum: 2
locked: [gate.until, gate.exempt, review.quorum]
\`\`\`

\`\`\`yaml
# .github/milegate.yml in a repository
version: 1
extends: owner
gate:
  until: decision
  exempt: { authors: ["dependabot[bot]"] }
\`\`\`

A repository may tighten a locked key but never loosen it, whether its file extends the owner's or not. If it leaves a locked key out, the owner's value applies. A looser value makes the repository's file invalid. These values are tighter:

${table(
  ["Key", "Tighter"],
  [
    ["`gate.until`", "`criteria`, `milestone`, `decision`, in this order"],
    ["`gate.unphased`", "`pass`, `warn`, `block`"],
    ["`phases.enforcement`", "`off`, `warn`, `block`, phase by phase as their ids say"],
    ["`gate.exempt.authors`, `.labels`, `.branches`", "fewer"],
    ["`gate.override.expires`", "shorter"],
    ["`gate.override.on_push`", "`keep`, `end`"],
    ["`review.quorum`", "higher"],
    [
      "`review.sign_offs`",
      "more of them; each of the owner's, by its id, with the same `by`, and nothing looser: `quorum` higher, `due` shorter, `phases`, `questions` and `escalate` more, `not_applicable` false",
    ],
    ["`review.due`", "shorter"],
    ["`review.complete_checklist`, `enabled`", "`true`"],
    [
      "`phases.requires`, `phases.criteria`, `review.reviewers`, `review.escalate`, `review.checklist.*`, `communicate.mention`",
      "more",
    ],
    [
      "`commands.roles.decide`, `.override`, `.review`, `.set`",
      "`read`, `triage`, `write`, `maintain`, `admin`; a team must be the same",
    ],
    ["a mapping", "the tighter value of each of its keys"],
    ["any other", "must be the same"],
  ],
)}
`;

type Properties = NonNullable<JsonSchema["properties"]>;

const COLUMNS = ["Key", "Type", "Default", "Meaning", "Example"];
const CRITERION_COLUMNS = ["Criterion", "Option", "Type", "Default", "Meaning", "Example"];

/** Single keys in the first section, then one section for each key that holds others. */
function sections({ properties = {} }: JsonSchema): string[] {
  const keys = Object.entries(properties).map(([key, schema]) => ({ key, schema: schemaOf(schema) }));
  const single = keys.filter(({ schema }) => below(schema) === undefined);
  const rows = single.map(({ key, schema }) => row(key, schema));
  const others = keys.map(({ key, schema }) => ({ key, schema, inner: below(schema) }));
  return [
    `## Keys of the file\n\n${table(COLUMNS, rows)}`,
    ...others.flatMap(({ key, schema, inner }) =>
      inner === undefined
        ? []
        : [
            `## \`${key}\`\n\n${schema.description}\n\n${table(COLUMNS, rowsOf(withoutThose(properties, inner)))}`,
            ...listsIn(key, withoutThose(properties, inner)),
          ],
    ),
  ];
}

/** A delivery has most keys of the file, which are explained once. */
const withoutThose = (file: Properties, inner: Properties): Properties =>
  Object.fromEntries(Object.entries(inner).filter(([key, schema]) => !isDeepStrictEqual(schema, file[key])));

/** A section of its own for each list of mappings in a mapping. */
const listsIn = (path: string, properties: JsonSchema["properties"] = {}): string[] =>
  Object.entries(properties).flatMap(([key, value]) => {
    const { type, items, description } = schemaOf(value);
    const inner = schemaOf(items).properties;
    if (type !== "array" || inner === undefined) return [];
    return [`### \`${path}.${key}\`\n\n${description}\n\n${table(COLUMNS, rowsOf(inner))}`];
  });

/** The keys of a mapping, or of each item of a list. */
function below(schema: JsonSchema): JsonSchema["properties"] {
  return schema.type === "array" ? schemaOf(schema.items).properties : schema.properties;
}

const rowsOf = (properties: JsonSchema["properties"] = {}, path = ""): string[][] =>
  Object.entries(properties).flatMap(([key, value]) => {
    const schema = schemaOf(value);
    return schema.properties === undefined ? [row(path + key, schema)] : rowsOf(schema.properties, `${path}${key}.`);
  });

const row = (key: string, schema: JsonSchema): string[] => [
  `\`${key}\``,
  typeOf(schema),
  schema.default === undefined ? "" : code(schema.default),
  schema.description ?? "",
  (schema.examples ?? []).map(code).join(", "),
];

function criterionRows([name, schema]: [string, JsonSchema]): string[][] {
  const options = rowsOf(schema.properties);
  return options.map((cells, index) => [index === 0 ? `\`${name}\`: ${schema.description}` : "", ...cells]);
}

const code = (value: unknown): string =>
  `\`${stringify(value, { collectionStyle: "flow", flowCollectionPadding: false, lineWidth: 0, singleQuote: false }).trim()}\``;

const NAMED_PATTERNS: Record<string, string> = {
  [DURATION_TEXT.source]: "duration",
  [PERCENTAGE_TEXT.source]: "percentage",
};

const TYPES: Record<string, string> = {
  string: "text",
  integer: "whole number",
  number: "number",
  boolean: "true or false",
  object: "mapping",
  null: "null",
};

function typeOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return code(schema.const);
  if (schema.anyOf !== undefined)
    return [...new Set(schema.anyOf.map((each) => typeOf(schemaOf(each))))].join(
      schema.anyOf.some(({ type }) => type === "array") ? ", or " : " or ",
    );
  if (schema.type === "array") return `list of ${typeOf(schemaOf(schema.items))}`;
  if (schema.enum !== undefined && schema.enum.length <= 5) return schema.enum.map(code).join(", ");
  return NAMED_PATTERNS[schema.pattern ?? ""] ?? TYPES[String(schema.type)] ?? "";
}

/** JSON Schema also allows `true`, `false` and lists of items here; ours uses neither. */
const schemaOf = (schema: JsonSchema["items"]): JsonSchema =>
  typeof schema === "object" && !Array.isArray(schema) ? schema : {};

function table(columns: string[], rows: string[][]): string {
  return [columns, columns.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

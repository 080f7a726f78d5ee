// What is valid in a plan but can hardly be meant.
import { isMapping } from "./inherit.ts";
import type { ZodProblem } from "./messages.ts";
import { type CompleteFile, problemsInPlans } from "./plans-in.ts";
import { isProperty } from "./selection.ts";
import { signOffHints } from "./sign-off-rules.ts";

type File = Pick<CompleteFile, "gate" | "review" | "phases" | "repositories">;
type Hinted = { text: string; path: ZodProblem["path"] };

/** In the order of the file's keys; only of what the file itself says. */
export const hintsOf = (file: CompleteFile, written: unknown): ZodProblem[] =>
  [...problemsInPlans(file, planHints), ...ownerHints(file)].filter(({ path }) => isWritten(written, path));

const planHints = (plan: File): ZodProblem[] => [
  ...botHints(plan),
  ...signOffHints(plan),
  ...titleGlobs(plan).flatMap(globHints),
  ...quotedTexts(plan).flatMap(quoteHints),
];

/** No repository's name has a slash. In a delivery it is a problem; here it was none in earlier versions. */
const ownerHints = ({ repositories = [] }: CompleteFile): ZodProblem[] =>
  repositories.flatMap((name, at) =>
    isProperty(name) || !name.includes("/")
      ? []
      : [
          {
            path: ["repositories", at],
            message: `"${name}" names no repository: names are written without their owner.`,
          },
        ],
  );

/** Apps that open pull requests, by the login that people write and GitHub does not have: https://docs.github.com/en/graphql/reference/objects#bot */
const BOTS = [
  "dependabot",
  "renovate",
  "github-actions",
  "pre-commit-ci",
  "allcontributors",
  "mergify",
  "copilot-swe-agent",
];

const botHints = ({ gate }: File): ZodProblem[] =>
  gate.exempt.authors.flatMap((login, at) =>
    BOTS.includes(login.toLowerCase())
      ? [
          {
            path: ["gate", "exempt", "authors", at],
            message: `"${login}" is a person's login, if anybody's; the app is "${login}[bot]".`,
          },
        ]
      : [],
  );

/** Globs in which only `*` and `?` mean something. */
const titleGlobs = ({ phases = [], repositories = [] }: File): Hinted[] => [
  ...phases.flatMap(({ milestones }, index) =>
    milestones.flatMap((text, at) =>
      typeof text === "string" && !text.startsWith("/") ? [{ text, path: ["phases", index, "milestones", at] }] : [],
    ),
  ),
  ...repositories.flatMap((text, at) => (isProperty(text) ? [] : [{ text, path: ["repositories", at] }])),
];

const CLASS = /\[[^\]]+\]/;

const globHints = ({ text, path }: Hinted): ZodProblem[] => {
  const [found] = CLASS.exec(text) ?? [];
  if (found === undefined) return [];
  return [
    {
      path,
      message: `${found} is literal in a glob, where only \`*\` and \`?\` have a meaning. For a choice, use a regular expression: "/^…${found}/i".`,
    },
  ];
};

const quotedTexts = (file: File): Hinted[] => [
  ...titleGlobs(file),
  ...file.gate.exempt.branches.map((text, at) => ({ text, path: ["gate", "exempt", "branches", at] })),
];

const CURLY = /[‘’“”„]/;

const quoteHints = ({ text, path }: Hinted): ZodProblem[] => {
  const [found] = CURLY.exec(text) ?? [];
  return found === undefined
    ? []
    : [{ path, message: `${found} is a part of the pattern here; YAML's quotes are " and '.` }];
};

const isWritten = (written: unknown, [key, ...rest]: ZodProblem["path"]): boolean => {
  if (key === undefined) return true;
  if (Array.isArray(written)) return isWritten(written[Number(key)], rest);
  return isMapping(written) && Object.hasOwn(written, key) && isWritten(written[key], rest);
};

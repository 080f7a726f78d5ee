// The four sections of a boundary review as task lists: between phases a team reviews, decides, plans and communicates.
import { bytes, cutLines } from "../markdown/cut.ts";
import { escapeText } from "../markdown/escape.ts";
import type { Phase, Plan } from "../plan/plan.ts";
import { questionItems } from "../sign-offs/answers.ts";
import { signOffsAt } from "../sign-offs/state.ts";

type Section = keyof Plan["review"]["checklist"];

const SECTIONS: readonly { key: Section; title: string; items: readonly string[] }[] = [
  {
    key: "review",
    title: "Review",
    items: [
      "The phase ended in working software that somebody outside the team has used",
      "What was learned is written down, the riskiest assumption first",
      "Feedback was read, and what follows from it is an issue",
    ],
  },
  {
    key: "decide",
    title: "Decide",
    items: ["Everyone who has a say was heard", "The team knows whether to continue, pivot or stop, and why"],
  },
  {
    key: "plan",
    title: "Plan",
    items: [
      "What is still open is moved, or dropped because it adds no value",
      "The next phase holds only what the next step needs",
    ],
  },
  { key: "communicate", title: "Communicate", items: ["Stakeholders know the outcome and what comes next"] },
];

/** As its heading is written. */
export const FIRST_SECTION = "## Review";

/** In bytes: all sections together, and where they are more, the first and each of the others. */
const SECTIONS_LIMIT = 40_000;
const FIRST_LIMIT = 24_000;
const OTHER_LIMIT = 5_000;

/** A plan may hold more than an issue: then each section says how many of its items are left out. */
export function sectionsOf(plan: Pick<Plan, "review">, phase: Phase): string {
  const lists = SECTIONS.map(({ key, title, items }) => ({ title, lines: boxesOf(plan, phase, { key, items }) }));
  const isTooLong =
    lists.flatMap(({ lines }) => lines).reduce((sum, line) => sum + bytes(line) + 1, 0) > SECTIONS_LIMIT;
  return lists
    .map(({ title, lines }, at) => {
      const limit = isTooLong ? (at === 0 ? FIRST_LIMIT : OTHER_LIMIT) : SECTIONS_LIMIT;
      const shown = cutLines(lines, limit, (missing) => `- [ ] and ${missing} more, which the plan has`);
      return `## ${title}\n\n${shown.join("\n")}`;
    })
    .join("\n\n");
}

function boxesOf(
  plan: Pick<Plan, "review">,
  phase: Phase,
  { key, items }: { key: Section; items: readonly string[] },
): string[] {
  const assumption = phase.hypothesis === undefined ? [] : ["The hypothesis above was tested"];
  const all = [...(key === "review" ? assumption : []), ...items, ...plan.review.checklist[key]];
  const questions = key === "review" ? signOffsAt(plan, phase).flatMap(questionItems) : [];
  return [...all.map(escapeText), ...questions].map((item) => `- [ ] ${item}`);
}

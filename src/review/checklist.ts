// The four sections of a boundary review as task lists: between phases a team reviews, decides, plans and communicates.
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

export function sectionsOf(plan: Pick<Plan, "review">, phase: Phase): string {
  const assumption = phase.hypothesis === undefined ? [] : ["The hypothesis above was tested"];
  return SECTIONS.map(({ key, title, items }) => {
    const all = [...(key === "review" ? assumption : []), ...items, ...plan.review.checklist[key]];
    const questions = key === "review" ? signOffsAt(plan, phase).flatMap(questionItems) : [];
    return `## ${title}\n\n${[...all.map(escapeText), ...questions].map((item) => `- [ ] ${item}`).join("\n")}`;
  }).join("\n\n");
}

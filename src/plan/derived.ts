// What is derived from a phase and written to GitHub, and what GitHub would refuse of it.
import type { ZodProblem } from "./messages.ts";
import { labelOf } from "./normalise.ts";
import type { PhaseFile } from "./phase-schema.ts";

/** "Boundary review: MVP → Enhancement"; `next` is the name of the phase behind it, null after the last. */
export const reviewTitle = (name: string, next: string | null): string =>
  `Boundary review: ${name} → ${next ?? "done"}`;

/** https://docs.github.com/en/rest/issues/labels#create-a-label */
const LABEL_LIMIT = 50;
/** GitHub's limit for the title of an issue. */
const ISSUE_TITLE_LIMIT = 256;

type Phases = { phases: readonly PhaseFile[] };

/** Each problem is on the line that the refused text is derived from. */
export const refusedTexts = ({ phases }: Phases): ZodProblem[] =>
  phases.flatMap((phase, index) => [...refusedLabel(phase, index), ...refusedTitle(phases, index)]);

function refusedLabel(phase: PhaseFile, index: number): ZodProblem[] {
  const label = labelOf(phase);
  const path = ["phases", index, phase.label === undefined ? "id" : "label"];
  if (isEmojiAlone(label))
    return [{ path, message: `GitHub takes no label of emoji alone, found "${label}"; expected a word in it.` }];
  const { length } = [...label];
  if (length <= LABEL_LIMIT) return [];
  const next = "expected a shorter id, or a `label` of its own";
  return [
    { path, message: `the label "${label}" has ${length} characters, and GitHub takes ${LABEL_LIMIT}; ${next}.` },
  ];
}

const EMOJI =
  /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u200D|\u20E3|\uFE0F|\s|[0-9#*]\uFE0F?\u20E3)+$/u;

const isEmojiAlone = (text: string): boolean => EMOJI.test(text);

/** Of two names that are too long together, the longer one is named. */
function refusedTitle(phases: readonly PhaseFile[], index: number): ZodProblem[] {
  const [own, next] = [nameIn(phases, index), nameIn(phases, index + 1)];
  const { length } = [...reviewTitle(own ?? "", next)];
  if (length <= ISSUE_TITLE_LIMIT) return [];
  const at = (next?.length ?? 0) > (own?.length ?? 0) ? index + 1 : index;
  const message = `the boundary review's title would have ${length} characters, and GitHub takes ${ISSUE_TITLE_LIMIT}; expected a shorter name.`;
  return [{ path: ["phases", at, "name"], message }];
}

const nameIn = (phases: readonly PhaseFile[], index: number): string | null => {
  const phase = phases[index];
  return phase === undefined ? null : (phase.name ?? phase.id);
};

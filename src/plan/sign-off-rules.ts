// Rules and hints for a plan's sign-offs: what can't be carried out, and what can hardly be meant.
import { isSameName } from "../names.ts";
import { unknownWord, type ZodProblem } from "./messages.ts";
import type { PhaseFile } from "./phase-schema.ts";
import type { WrittenPlan } from "./schema.ts";
import type { SignOffFile } from "./sign-off-schema.ts";

type File = { review: Pick<WrittenPlan["review"], "sign_offs" | "due" | "escalate"> };
type Path = ZodProblem["path"];

const at = (index: number, ...rest: Path): Path => ["review", "sign_offs", index, ...rest];

const wordsFor = ({ id, name }: SignOffFile): string[] => [id, ...(name === undefined ? [] : [name])];

/** Commands name a sign-off by either. */
export function distinctSignOffs({ review: { sign_offs: all } }: File): ZodProblem[] {
  return all.flatMap((signOff, index) => {
    const before = all.slice(0, index);
    const taken = (word: string): number =>
      before.findIndex((each) => wordsFor(each).some((other) => isSameName(other, word)));
    const [id, name] = [taken(signOff.id), signOff.name === undefined ? -1 : taken(signOff.name)];
    const said = (what: string, word: string, by: number): string =>
      `the ${what} "${word}" is taken by sign-off ${by + 1}; each is named once.`;
    if (id !== -1) return [{ path: at(index, "id"), message: said("id", signOff.id, id) }];
    return name === -1 ? [] : [{ path: at(index, "name"), message: said("name", signOff.name ?? "", name) }];
  });
}

/** Where all of them are logins, it is known how many they are. */
export const reachableQuorums = ({ review }: File): ZodProblem[] =>
  review.sign_offs.flatMap(({ by, quorum }, index) => {
    if (typeof by === "string" || by.some((each) => each.includes("/"))) return [];
    const people = new Set(by.map((login) => login.replace(/^@/, "").toLowerCase())).size;
    if (quorum <= people) return [];
    const found = people === 1 ? "1 person is" : `${people} people are`;
    return [
      {
        path: at(index, "quorum"),
        message: `${found} asked, so ${quorum} can never agree; expected ${people} or fewer.`,
      },
    ];
  });

/** In bytes, with what stands before each. A review's text has 65,536 characters for everything. */
const QUESTIONS_LIMIT = 20_000;

/** Of each boundary. */
export function roomForQuestions({ review, phases }: File & { phases: PhaseFile[] }): ZodProblem[] {
  const tooLong = phases.find(
    ({ id }) => questionBytes(review.sign_offs.filter((each) => asksAt(each, id))) > QUESTIONS_LIMIT,
  );
  if (tooLong === undefined) return [];
  const message = `all questions at the end of "${tooLong.id}" take more than ${QUESTIONS_LIMIT} bytes, and a review has to hold them; ask less, or in fewer words.`;
  return [{ path: ["review", "sign_offs"], message }];
}

const asksAt = ({ phases }: Pick<SignOffFile, "phases">, id: string): boolean =>
  phases === undefined || phases.includes(id);

const questionBytes = (all: readonly SignOffFile[]): number =>
  all
    .flatMap(({ id, name = id, questions }) => questions.map((question) => `- [ ] **${name}**: ${question}\n`))
    .reduce((sum, line) => sum + Buffer.byteLength(line), 0);

/** Makes sense only where every id is known. */
export function knownBoundaries({ review, phases }: File & { phases: PhaseFile[] }): ZodProblem[] {
  const ids = phases.map(({ id }) => id);
  return review.sign_offs.flatMap(({ phases: named = [] }, index) =>
    named.flatMap((id, each) =>
      ids.includes(id)
        ? []
        : [{ path: at(index, "phases", each), message: unknownWord("phase of this plan", id, ids) }],
    ),
  );
}

const NEVER = "without `due` nobody is ever reminded, so nobody is mentioned here either.";

/** `escalate` says whom to mention at twice a time that is not set. */
export function signOffHints({ review }: File): ZodProblem[] {
  const own =
    review.due === undefined && review.escalate.length > 0 ? [{ path: ["review", "escalate"], message: NEVER }] : [];
  const each = review.sign_offs.flatMap(({ due, escalate }, index) =>
    due === undefined && escalate.length > 0 ? [{ path: at(index, "escalate"), message: NEVER }] : [],
  );
  return [...each, ...own];
}

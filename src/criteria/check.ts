// check: a check run or commit status on the default branch's head succeeded.
import type { FactQuery, FactValue } from "../github/model.ts";
import { shortText } from "../values/text.ts";
import { CHECK_NAME, PLAN_CHECK_NAME } from "../vocabulary.ts";
import { defineCriterion, type Evaluation, met, type OptionsOf, unmet } from "./criterion.ts";
import { answerTo } from "./facts.ts";
import { inEach, wantedPlaces } from "./members.ts";
import { repositoryOption } from "./options.ts";
import { type MemberPlace, type PlacedQuery, placeQuery } from "./placed.ts";

/** A check of the app's own would wait for itself. */
const foreignName = shortText.regex(new RegExp(`^(?!\\s*(${CHECK_NAME}|${PLAN_CHECK_NAME})\\s*$)`), {
  error: `"${CHECK_NAME}" and "${PLAN_CHECK_NAME}" are Milegate's own checks, which would wait for themselves; expected another.`,
});

const options = {
  name: foreignName.meta({ description: "The name of the check run or commit status.", examples: ["build"] }),
  app: shortText.optional().meta({
    description:
      "The slug of the app whose check run counts; absent: the latest check run and the latest commit status of the name, which anybody who may write can report.",
    examples: ["github-actions"],
  }),
  repository: repositoryOption,
};
type Options = OptionsOf<typeof options>;

function queries(place: MemberPlace | null, { name, app }: Options): PlacedQuery<FactQuery<"head-check">>[] {
  if (place === null || place.defaultBranch === null) return [];
  const run: FactQuery<"head-check"> = { kind: "head-check", of: "run", name, app: app ?? null };
  const status: FactQuery<"head-check"> = { kind: "head-check", of: "status", name };
  return (app === undefined ? [run, status] : [run]).map((query) => placeQuery(place, query));
}

export const checkCriterion = defineCriterion({
  name: "check",
  metWhen:
    "the check run or commit status of that name succeeded on the head of the default branch; neutral and skipped count, none or a pending one does not; both must, where there are both",
  options,
  must: true,
  triggers: [
    { event: "check_run", actions: ["created", "completed"], when: ["default-branch"] },
    { event: "status", when: ["default-branch"] },
    // Its head is another one then.
    { event: "push", when: ["default-branch"] },
  ],
  seenBySweep: false,
  title: ({ name, app }) => `The check ${name}${app === undefined ? "" : ` of ${app}`} succeeded on the default branch`,
  needs: (context, options) => wantedPlaces(context, options.repository).flatMap((place) => queries(place, options)),
  evaluate: ({ facts, ...context }, options) =>
    inEach(context, options.repository, (place) => {
      const branch = place.defaultBranch;
      if (branch === null) return unmet("the repository has no default branch yet", null);
      const reported = queries(place, options).flatMap((query) => answerTo(facts, query) ?? []);
      const commits = `${place.url}/commits/${branch}`;
      return withHint(judged(reported, `${options.name} on ${branch}`, commits), options);
    }),
});

type Reported = NonNullable<FactValue<"head-check">>;

const PASSED = ["success", "neutral", "skipped"];

/** Every kind that was reported has to pass. `commits` is where the branch's checks are. */
function judged(reported: readonly Reported[], which: string, commits: string): Evaluation {
  const failed = reported.find(({ outcome }) => !PASSED.includes(outcome));
  const todo = { text: `Make ${which} succeed`, who: "write", url: failed?.url ?? commits } as const;
  if (reported.length === 0) return unmet(`nothing has reported ${which} yet`, todo);
  if (failed === undefined) return met(`${which} passed`);
  const link = failed.url === null ? [] : [{ title: "The check", url: failed.url }];
  if (failed.outcome === "pending")
    return unmet(`${which} has not ended yet`, { ...todo, text: `Wait until ${which} has ended` }, link);
  return unmet(`${which} ended with ${failed.outcome.replaceAll("_", " ")}`, todo, link);
}

const withHint = (evaluation: Evaluation, { app }: Options): Evaluation =>
  app === undefined
    ? { ...evaluation, hint: "anybody who may write can report it, unless the plan names its app" }
    : evaluation;

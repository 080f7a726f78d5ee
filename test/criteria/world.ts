// What criteria look at, for table tests: an MVP in milestone 1, Polish in milestone 2, and facts as GitHub would answer them.
import { criteriaNeeds } from "../../src/delivery/contexts.ts";
import { assembleDelivery, ownQueries } from "../../src/delivery/delivery.ts";
import { phaseStates } from "../../src/delivery/phase-state.ts";
import type { CountedIssue, Fact, FactQuery, FactValue, Milestone, RepositoryReading } from "../../src/github/model.ts";
import { milestone, NOW, planOf, repositoryReading } from "../builders.ts";

export const ONE_DAY_MS = 24 * 60 * 60 * 1000;
export const dateAfter = (begin: string, milliseconds: number): Date =>
  new Date(new Date(begin).getTime() + milliseconds);

type Answers = (query: FactQuery) => FactValue | "denied";
export type CriterionCase = {
  milestones?: Milestone[];
  facts?: Answers;
  now?: Date;
  phase?: string;
  own?: Partial<RepositoryReading>;
};

/** `criterion` as a plan writes it, used by the MVP. */
export function evaluateCase(
  criterion: string,
  { milestones, facts, now = NOW, phase = "", own = {} }: CriterionCase = {},
) {
  const plan = planOf(
    [
      "version: 1",
      "phases:",
      `  - { id: mvp, milestones: ["MVP*"], share: 30, criteria: [${criterion}]${phase} }`,
      '  - { id: polish, milestones: ["Polish*"], criteria: [tasks-done] }',
    ].join("\n"),
  );
  const reading = repositoryReading({ milestones: milestones ?? [milestone(1, "MVP")], ...own });
  const bare = assembleDelivery(plan, reading);
  const needed = ownQueries(bare, criteriaNeeds(bare));
  const read = needed.flatMap((query) => (facts === undefined ? [] : [answered(query, facts(query))]));
  const state = phaseStates(assembleDelivery(plan, { ...reading, facts: read }), now)[0]?.criteria[0];
  if (state === undefined) throw new Error("the phase has no criterion");
  return { ...state.evaluation, title: state.title, must: state.must, needed };
}

const answered = (query: FactQuery, answer: FactValue | "denied"): Fact =>
  answer === "denied"
    ? { query, answer: { kind: "denied", permission: "some: read" } }
    : { query, answer: { kind: "read", value: answer } };

export const countedIssue = (number: number, state: CountedIssue["state"], ...labels: string[]): CountedIssue => ({
  number,
  title: `Issue ${number}`,
  url: `https://github.com/octo-org/shop/issues/${number}`,
  createdAt: new Date("2026-01-02T00:00:00Z"),
  state,
  labels,
});

/** This many issues of each state, all with these labels. */
export const countedIssues = (open: number, done: number, dropped: number, ...labels: string[]): CountedIssue[] =>
  (["open", "done", "dropped"] as const).flatMap((state, at) =>
    Array.from({ length: [open, done, dropped][at] ?? 0 }, (_each, n) =>
      countedIssue(at * 1000 + n + 1, state, ...labels),
    ),
  );

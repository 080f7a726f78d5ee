// The one step that a blocked check names: with its link, its command and who may, in every state that a gate can wait in (SPEC section 4).
import { expect, test } from "@jest/globals";
import type { Scenario } from "../scenario.ts";
import { useScenario } from "./use.ts";

const start = useScenario();
const FILE = ".github/milegate.yml";

const plan = (until: string, more = "") => `
gate: { until: ${until} }
phases:
  - { id: mvp, name: MVP, milestones: ["MVP"] }
  - { id: polish, name: Polish, milestones: ["Polish"] }
${more}`;

/** One issue in the MVP, and a pull request that waits for it. */
async function waiting(text: string) {
  const scenario = await start({ files: { [FILE]: text }, page: true });
  const alice = scenario.as("alice");
  for (const title of ["MVP", "Polish"]) alice.createMilestone(title);
  const issue = alice.openIssue("Pay", { milestone: 1 });
  const pull = alice.openPull("Shine");
  alice.setMilestone(pull.number, 2);
  await scenario.settled();
  return { scenario, alice, issue, pull };
}

/** What the check says to do, and where its details lead. */
function stepOf({ checks, sandbox }: Scenario, number: number) {
  const [run] = checks(number);
  const [, step = ""] = /^### What to do next\n\n([\s\S]*?)(?=\n\n###|$)/.exec(run?.output.summary ?? "") ?? [];
  return { step, leadsTo: run?.detailsUrl.replace(sandbox.url, "") };
}

test("first the issues, then the milestone, then the decision, in the review that has just been opened", async () => {
  const { scenario, alice, issue, pull } = await waiting(plan("decision"));
  const { settled, reviews } = scenario;
  const step = () => stepOf(scenario, pull.number);
  expect(step().step).toMatch(/^Close the open issue of MVP: \[#\u200B?1 Pay\]\(.*\/issues\/1\)/);
  expect(step().leadsTo).toBe("/octo/shop/issues/1");
  alice.close(issue.number);
  await settled();
  expect(step().step).toMatch(
    /^Close the milestone: \[MVP\]\(.*\/milestone\/1\) \(people with the role write or higher\)/,
  );
  expect(step().leadsTo).toBe("/octo/shop/milestone/1");
  alice.closeMilestone(1);
  await settled();
  const review = reviews()[0]?.number;
  expect(step().step).toMatch(
    /^Decide: `\/phase continue` in a comment on \[Boundary review: MVP → Polish\]\(\S+\) \(people with the role maintain or higher\)\./,
  );
  expect(step().leadsTo).toBe(`/octo/shop/issues/${review}`);
});

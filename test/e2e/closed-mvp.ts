// A closed MVP with its boundary review, and what stands at the top of that.
import { expect } from "@jest/globals";
import type { WorldItem } from "@milegate/sandbox";
import type { Scenario, ScenarioSettings } from "../scenario.ts";

const ROLES = { alice: "admin", bob: "maintain", carol: "triage" } as const;

/** A closed MVP with so many issues open, its review, and a pull request of a later phase. */
export async function closedMvp(start: (settings: ScenarioSettings) => Promise<Scenario>, plan: string, open: number) {
  const files = { ".github/milegate.yml": `version: 1\n${plan}` };
  const scenario = await start({ files, roles: ROLES, page: true });
  const { as, item, reviews, settled } = scenario;
  const alice = as("alice");
  for (const title of ["MVP", "Enhancement", "Polish"]) alice.createMilestone(title);
  alice.openIssue("Log in", { milestone: 1 });
  alice.close(1);
  for (let at = 0; at < open; at++) alice.openIssue(`Later ${at}`, { milestone: 1 });
  const pull = alice.openPull("Shine");
  alice.setMilestone(pull.number, 3);
  alice.closeMilestone(1);
  await settled();
  const review = (): WorldItem => item(reviews().at(-1)?.number ?? 0);
  /** What the app answered, or recorded. */
  const say = async (login: string, body: string, number = review().number): Promise<string> => {
    const comment = as(login).comment(number, body);
    await settled();
    return item(number)
      .comments.filter(({ id, author }) => id > comment.id && author?.type === "Bot")
      .map(({ body: said }) => said)
      .join("\n\n");
  };
  return { ...scenario, alice, pull, review, say };
}

const [BEGIN, END] = ["<!-- milegate:standing -->", "<!-- milegate:standing-end -->"];

/** The top of the body, which comes before everything else that people read. */
export function topOf({ body }: WorldItem): string {
  expect(body.replaceAll(/<!-- milegate:(?:review|asked|early)[^>]*-->\s*/g, "")).toMatch(new RegExp(`^${BEGIN}`));
  return body.split(BEGIN)[1]?.split(END)[0]?.trim() ?? "";
}

// The demo's story: what a team does, step by step, and what Milegate makes of it.
import { GitHubError, type PullRequest } from "../model.ts";
import type { Team } from "./team.ts";

export type Step = { title: string; act: () => void };

/** What GitHub refuses is part of a story: its words, or null. */
export function carryOut({ act }: Step): string | null {
  try {
    act();
    return null;
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    return error.message;
  }
}

/** Steps are carried out one after the other, the app in between. */
export function storyOf({ alice, bob, carol }: Team): Step[] {
  const pulls = new Map<string, PullRequest>();
  return [
    {
      title: "Alice plans the delivery: three milestones. Their names match the built-in plan, so Milegate wakes up.",
      act: () => {
        alice.createMilestone("MVP", {
          description: "A customer can buy one thing.\n\n- [x] A walking skeleton is deployed",
        });
        alice.createMilestone("Enhancements");
        alice.createMilestone("Polish");
      },
    },
    {
      title: "Bob fills the MVP with the work that it needs.",
      act: () => {
        bob.openIssue("Put an article into the basket", { milestone: 1 });
        bob.openIssue("Pay by card", { milestone: 1 });
        bob.openIssue("Send a receipt", { milestone: 1 });
        bob.openIssue("Animate the basket", { milestone: 3 });
      },
    },
    {
      title: "Carol opens three pull requests: one for the MVP, one that polishes, one that belongs nowhere.",
      act: () => {
        pulls.set("basket", carol.openPull("Basket", { body: "Closes #1" }));
        pulls.set("wobble", carol.openPull("Make the basket wobble", { body: "Closes #4" }));
        pulls.set("readme", carol.openPull("Correct a typo in the README"));
      },
    },
    {
      title: "She tries to merge the polish right away.",
      act: () => carol.merge(pulls.get("wobble")?.number ?? 0),
    },
    {
      title: "She merges the basket; GitHub closes issue #1 with it.",
      act: () => void carol.merge(pulls.get("basket")?.number ?? 0),
    },
    { title: "The card payment is done.", act: () => carol.close(2) },
    { title: "Bob asks where things stand.", act: () => void bob.comment(3, "How far are we?\n\n/phase status") },
    { title: "The receipt is sent: the last MVP issue is closed, and the gate opens.", act: () => carol.close(3) },
    { title: "Now the polish merges.", act: () => void carol.merge(pulls.get("wobble")?.number ?? 0) },
    { title: "Alice closes the milestone MVP: the phase is at its boundary.", act: () => alice.closeMilestone(1) },
  ];
}

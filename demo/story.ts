// The demo's story: what a team does, step by step, and what Milegate makes of it.
import { GitHubError, type Repository } from "@milegate/sandbox";
import type { DemoTeam } from "./team.ts";

export type StoryStep = { title: string; act: () => void };

/** What GitHub refuses is part of a story: its words, or null. */
export function playStep({ act }: StoryStep): string | null {
  try {
    act();
    return null;
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    return error.message;
  }
}

/** The number of the newest item whose title begins so; the app's own issues take numbers, too. 0 where there is none. */
export type NumberLookup = (title: string) => number;

export const numbersIn =
  ({ items }: Repository): NumberLookup =>
  (title) =>
    items.findLast((item) => item.title.startsWith(title))?.number ?? 0;

/** Steps are carried out one after the other, the app in between. */
export function storyOf(shop: Repository, { alice, bob, carol }: DemoTeam): StoryStep[] {
  const numberOf = numbersIn(shop);
  return [
    {
      title:
        "Alice plans the delivery: three milestones. They are called like phases of the built-in plan, so Milegate wakes up.",
      act: () => {
        alice.createMilestone("MVP", {
          description: "A customer can buy one thing.\n\n- [x] A walking skeleton is deployed",
        });
        alice.createMilestone("Enhancements");
        alice.createMilestone("Polish");
      },
    },
    {
      title: "Bob fills them with issues.",
      act: () => {
        bob.openIssue("Put an article into the basket", { milestone: 1 });
        bob.openIssue("Pay by card", { milestone: 1 });
        bob.openIssue("Send a receipt", { milestone: 1 });
        bob.openIssue("Animate the basket", { milestone: 3 });
      },
    },
    {
      title: "Carol opens three pull requests: one for the MVP, one that polishes, one that belongs to no phase.",
      act: () => {
        carol.openPull("Basket", { body: `Closes #${numberOf("Put an article")}` });
        carol.openPull("Make the basket wobble", { body: `Closes #${numberOf("Animate the basket")}` });
        carol.openPull("Correct a typo in the README");
      },
    },
    {
      title: "She tries to merge the polish right away. It has to wait for the MVP.",
      act: () => carol.merge(numberOf("Make the basket wobble")),
    },
    {
      title: "She merges the basket, and GitHub closes its issue.",
      act: () => void carol.merge(numberOf("Basket")),
    },
    { title: "The card payment is done, too.", act: () => carol.close(numberOf("Pay by card")) },
    {
      title: "Bob asks where things stand.",
      act: () => void bob.comment(numberOf("Send a receipt"), "How far are we?\n\n/phase status"),
    },
    {
      title: "The last issue of the MVP is closed, and the gate opens.",
      act: () => carol.close(numberOf("Send a receipt")),
    },
    { title: "Now the polish merges.", act: () => void carol.merge(numberOf("Make the basket wobble")) },
    {
      title:
        "Alice closes the milestone MVP. The phase is at its boundary, so Milegate opens a review with the evidence.",
      act: () => alice.closeMilestone(1),
    },
    {
      title: "She has read it, and decides: they continue.",
      act: () => void alice.comment(numberOf("Boundary review: MVP"), "/phase continue Customers buy"),
    },
  ];
}

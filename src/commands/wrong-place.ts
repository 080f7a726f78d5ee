// What to say where a command does not work: where it does, for whom, and the link to the right place.
import { reviewsOf } from "../decisions/review.ts";
import { whoMay } from "../decisions/role-words.ts";
import type { Review } from "../decisions/round.ts";
import { homeText } from "../delivery/home-words.ts";
import { code, link } from "../markdown/escape.ts";
import { reviewStateOf } from "../review/state.ts";
import {
  type Command,
  type CommandContext,
  type CommandPlace,
  placesOf,
  type Refused,
  refusedCommand,
} from "./command.ts";
import { reviewCommand } from "./review.ts";
import { phaseOfItem } from "./target.ts";

type Seen = Pick<CommandContext, "plan" | "repository" | "delivery" | "item" | "place">;

const THIS = { issue: "an issue", "pull request": "a pull request", review: "a boundary review" } as const;

export function wrongPlace(command: Command, seen: Seen): Refused {
  const { where } = command;
  const who = whoMay(seen.plan.commands.roles, command);
  const hints = where.map((place) => rightPlace(place, command, seen)).join("");
  return refusedCommand(`it works on ${placesOf(where)} only (${who}), and this is ${THIS[seen.place]}.${hints}`);
}

function rightPlace(place: CommandPlace, command: Command, seen: Seen): string {
  switch (place) {
    case "review":
      return rightReview(command, seen);
    case "pull request":
      return ` Give it on the pull request itself: ${link("pull requests", `${seen.repository.url}/pulls`)}.`;
    case "issue":
      return rightIssue(seen);
  }
}

/** That of the item's phase where there is one, else those that are open; one that is closed still takes what comes after a decision. */
function rightReview({ verb }: Command, { plan, delivery, item }: Seen): string {
  const phase = phaseOfItem({ plan, item });
  const all = reviewsOf(plan, delivery.reviews);
  const open = all.filter(({ issue }) => issue.state === "open");
  const own = open.filter((review) => review.phase === phase);
  const last = all.filter((review) => (phase === null || review.phase === phase) && takes(verb, review)).slice(0, 1);
  const found = [own, open, last].find((reviews) => reviews.length > 0) ?? [];
  if (!delivery.isHome && delivery.home.disclosure !== "whole")
    return ` Give it on the review, which is in ${homeText(delivery.home)}.`;
  if (found.length > 0) return ` Give it on ${found.map(({ issue }) => link(issue.title, issue.url)).join(" or ")}.`;
  return ` None is open; ${code("/phase review")} opens one (${whoMay(plan.commands.roles, reviewCommand)}).`;
}

/** What works on a review that was closed with a decision. */
function takes(verb: string, review: Review): boolean {
  const state = reviewStateOf(review);
  return verb === "carry-over" ? state !== "superseded" : verb === "continue" && state === "stopped";
}

/** The issues that a pull request closes; of none, all of the repository's. */
function rightIssue({ item, repository }: Seen): string {
  const closes = item.kind === "pull" ? item.closes : [];
  const links = closes.map(({ number }) => link(`#${number}`, `${repository.url}/issues/${number}`));
  const found =
    links.length === 0 ? `the issue itself: ${link("issues", `${repository.url}/issues`)}` : links.join(" or ");
  return ` Give it on ${found}.`;
}

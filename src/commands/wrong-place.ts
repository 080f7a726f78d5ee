// What to say where a command does not work: where it does, for whom, and the link to the right place.
import { reviewsOf } from "../decisions/review.ts";
import { whoMay } from "../decisions/role-words.ts";
import { code, link } from "../markdown/escape.ts";
import { type Command, type CommandContext, type CommandPlace, type Refused, refusedCommand } from "./command.ts";
import { reviewCommand } from "./review.ts";
import { phaseOfItem } from "./target.ts";

type Seen = Pick<CommandContext, "plan" | "repository" | "item" | "place">;

const PLACE_NAMES = {
  issue: { one: "an issue", many: "issues" },
  "pull request": { one: "a pull request", many: "pull requests" },
  review: { one: "a boundary review", many: "boundary reviews" },
} as const satisfies Record<CommandPlace, { one: string; many: string }>;

export function wrongPlace(command: Command, seen: Seen): Refused {
  const { where } = command;
  const places = where.map((place) => PLACE_NAMES[place].many).join(" and ");
  const who = whoMay(seen.plan.commands.roles, command);
  const hints = where.map((place) => rightPlace(place, seen)).join("");
  return refusedCommand(`it works on ${places} only (${who}), and this is ${PLACE_NAMES[seen.place].one}.${hints}`);
}

function rightPlace(place: CommandPlace, seen: Seen): string {
  switch (place) {
    case "review":
      return rightReview(seen);
    case "pull request":
      return ` Give it on the pull request itself: ${link("pull requests", `${seen.repository.url}/pulls`)}.`;
    case "issue":
      return rightIssue(seen);
  }
}

/** That of the item's phase, or else those that are open. */
function rightReview({ plan, repository, item }: Seen): string {
  const open = reviewsOf(plan, repository.reviews).filter(({ issue }) => issue.state === "open");
  const own = open.filter(({ phase }) => phase === phaseOfItem({ plan, item }));
  const links = (own.length > 0 ? own : open).map(({ issue }) => link(issue.title, issue.url));
  if (links.length > 0) return ` Give it on ${links.join(" or ")}.`;
  return ` None is open; ${code("/phase review")} opens one (${whoMay(plan.commands.roles, reviewCommand)}).`;
}

function rightIssue({ item, repository }: Seen): string {
  const closes = item.kind === "pull" ? item.closes : [];
  const links = closes.map(({ number }) => link(`#${number}`, `${repository.url}/issues/${number}`));
  return links.length === 0 ? "" : ` Give it on ${links.join(" or ")}.`;
}

// What people and the app wrote, as Markdown in its repository: references lead to its items, and its people are known.
import type { Repository } from "../model.ts";
import { renderMarkdown } from "./markdown.ts";
import { type Html, itemPath, type VisitPlace } from "./visit.ts";

export function markdownOf({ visit, repository }: VisitPlace, text: string, under: number, ticks: boolean): Html {
  return renderMarkdown(text, {
    under,
    ticks,
    reference: (number) => referenced(repository, number),
    isPerson: (login) => visit.world.users.some((user) => user.login.toLowerCase() === login.toLowerCase()),
  });
}

function referenced(repository: Repository, number: number): string | null {
  const item = repository.items.find((each) => each.number === number);
  return item === undefined ? null : itemPath(repository, item);
}

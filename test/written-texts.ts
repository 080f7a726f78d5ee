// Every text that the app wrote, by the repository where it can be read: for tests of what may be shown where.
import type { Asked, Repository, Sandbox, World } from "@milegate/sandbox";

/** `place` says what it is: a check, a comment, a request that wrote it. */
export type WrittenText = { repository: Repository; place: string; text: string };

/** What shows now, and all that was ever sent: what is written over can still be read in an edit's history. */
export const writtenTexts = ({ world, traffic }: Pick<Sandbox, "world" | "traffic">): WrittenText[] => [
  ...world.repositories.flatMap((repository) => shownIn(world, repository)),
  ...traffic.asked.filter(isWritten).flatMap((asked) => sentBy(world, asked)),
];

export const isPublicPlace = ({ repository }: WrittenText): boolean => !repository.private;

/** One line for each word in each text that has it, whatever its case; words are best such that no escape is in them. */
export const textsWith = (texts: readonly WrittenText[], words: readonly string[]): string[] =>
  texts.flatMap(({ repository, place, text }) =>
    words
      .filter((word) => text.toLowerCase().includes(word.toLowerCase()))
      .map((word) => `${repository.owner.login}/${repository.name}, ${place}: ${word}`),
  );

function shownIn({ app }: World, repository: Repository): WrittenText[] {
  const at = (place: string) => (text: string) => ({ repository, place, text });
  const checks = repository.suites
    .filter((suite) => suite.app === app)
    .flatMap(({ runs }) => runs)
    .flatMap(({ name, headSha, output, annotations, detailsUrl, externalId, actions }) =>
      stringsIn({ output, annotations, detailsUrl, externalId, actions }).map(at(`check ${name} on ${headSha}`)),
    );
  const issues = repository.items
    .filter(({ author }) => author === app.bot)
    .flatMap(({ number, title, body }) => [title, body].map(at(`#${number}`)));
  const comments = repository.items.flatMap((item) =>
    item.comments
      .filter(({ author }) => author === app.bot)
      .map(({ id, body }) => at(`comment ${id} on #${item.number}`)(body)),
  );
  const discussions = repository.discussions
    .filter(({ author }) => author === app.bot)
    .flatMap(({ number, title, body }) => [title, body].map(at(`discussion ${number}`)));
  return [...checks, ...issues, ...comments, ...discussions];
}

/** An answer that was lost on its way says nothing of what was written. */
const isWritten = ({ kind, status }: Asked): boolean => kind === "write" && (status < 400 || status >= 500);

function sentBy(world: World, { method, path, operation, body }: Asked): WrittenText[] {
  const at = (repository: Repository | undefined, value: unknown): WrittenText[] => {
    const place = `sent: ${operation ?? `${method} ${path}`}`;
    return repository === undefined ? [] : stringsIn(value).map((text) => ({ repository, place, text }));
  };
  if (operation === null) return at(namedIn(world, path), [decodeURIComponent(path), body]);
  const { variables = {} } = Object(body);
  // Each alias has its own input, which may be of another repository.
  const inputs = Object.values<unknown>(variables).filter((value) => typeof value === "object");
  const rest = Object.values<unknown>(variables).filter((value) => typeof value !== "object");
  return [...inputs, ...(rest.length > 0 ? [rest] : [])].flatMap((value) => at(identifiedIn(world, value), value));
}

/** Undefined where it is deleted, and nobody reads it any more. */
function namedIn({ repositories }: World, path: string): Repository | undefined {
  const [, , owner = "", name = ""] = path.toLowerCase().split("/");
  return repositories.find((each) =>
    [{ owner: each.owner.login, name: each.name }, ...each.formerNames].some(
      (known) => known.owner.toLowerCase() === owner && known.name.toLowerCase() === name,
    ),
  );
}

function identifiedIn({ repositories }: World, value: unknown): Repository | undefined {
  const ids = new Set(stringsIn(value));
  return repositories.find((each) => idsOf(each).some((id) => ids.has(id)));
}

const idsOf = ({ nodeId, items, suites, discussions, discussionCategories }: Repository): string[] => [
  nodeId,
  ...[...items, ...items.flatMap(({ comments }) => comments)].map((each) => each.nodeId),
  ...[...suites.flatMap(({ runs }) => runs), ...discussions, ...discussionCategories].map((each) => each.nodeId),
];

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

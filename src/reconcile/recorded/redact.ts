// What else is replaced in a recorded case where somebody asks for it: titles, logins, reasons, the repository's address.
import { isScalar, parseDocument, visit } from "yaml";
import { parseMarker, renderMarker } from "../../decisions/marker.ts";
import { type Aliases, aliasesOf, peopleIn } from "./aliases.ts";
import type { SeenCase } from "./case.ts";
import { type CaseRule, casesIn } from "./reduce.ts";
import { aliasRepositories } from "./repositories.ts";
import {
  foundIn,
  isActor,
  isBlob,
  isCheckRun,
  isComment,
  isCommit,
  isOwnIssue,
  isReference,
  rewriteTexts,
} from "./shapes.ts";
import { CUT_TEXT, rewriteMarkers } from "./texts.ts";

/** The same name is replaced by the same alias everywhere. Names of labels, milestones, branches, phases and teams stay, as the plan matches them. */
export const REDACTIONS: readonly CaseRule[] = [
  {
    name: "titles of issues and pull requests are their numbers",
    apply: (seen) => {
      const own = ownNumbers(seen);
      for (const item of foundIn(seen, isReference)) {
        const [, kind] = /\/(issues|pull)\/\d+$/.exec(item.url) ?? [];
        if (kind !== undefined && !own.has(item.number))
          item.title = `${kind === "pull" ? "Pull request" : "Issue"} ${item.number}`;
      }
    },
  },
  {
    name: "titles of checks keep the verdict",
    apply: (seen) => {
      for (const check of foundIn(seen, isCheckRun)) check.title = check.title.split(":", 1)[0] ?? "";
    },
  },
  {
    name: "logins of people are numbered, in records and in the plan, too; reasons and names of concerns go",
    apply: (seen) => {
      const aliases = aliasesOf(seen);
      for (const actor of foundIn(seen, isActor)) if (!actor.isBot) actor.login = aliases.login(actor.login);
      for (const person of foundIn(seen, isCommit).flatMap(peopleIn)) person.login = aliases.login(person.login);
      for (const comment of foundIn(seen, isComment)) comment.body = redactedRecords(comment.body, aliases);
      for (const party of seen.proposals.flatMap(({ parties }) => parties?.doubtful ?? []))
        if (party.kind === "person") party.name = aliases.login(party.name);
      for (const file of foundIn(seen, isBlob)) if (file.text !== null) file.text = redactedPlan(file.text, aliases);
    },
  },
  {
    name: "repositories of a delivery are numbered, in the owner's file, too, which names each of them",
    apply: (seen) => {
      for (const { repository, others } of casesIn(seen)) aliasRepositories(repository, others);
      // What a proposed file says of the owner's repositories can't be said without their names.
      seen.proposals = seen.proposals.filter(({ roster }) => roster === undefined && !isOfOwner(seen));
    },
  },
  {
    name: "the repository's address is one that is nobody's",
    apply: (seen) => {
      const { url } = seen.repository;
      rewriteTexts(seen, (text) => text.replaceAll(url, PLACEHOLDER));
      for (const { repository } of casesIn(seen))
        if (repository.name.toLowerCase() !== ".github") repository.name = "repository";
    },
  },
];

const isOfOwner = ({ repository: { name, roster } }: SeenCase): boolean =>
  name.toLowerCase() === ".github" && roster !== undefined;

const PLACEHOLDER = "https://github.com/owner/repository";

/** Reviews and the dashboard: the app's titles decide, and are nobody's words. */
const ownNumbers = (seen: SeenCase): Set<number> =>
  new Set([
    ...foundIn(seen, isOwnIssue).map(({ number }) => number),
    ...seen.items.flatMap(({ number, author }) =>
      author?.isBot && author.login === seen.repository.self ? [number] : [],
    ),
  ]);

const redactedRecords = (body: string, aliases: Aliases): string =>
  rewriteMarkers(body, (written) => {
    const marker = parseMarker(written);
    if (marker === null) return CUT_TEXT;
    const values = [...marker.values].map(([key, value]) => [key, aliases.value(key, value)] as const);
    return renderMarker({ kind: marker.kind, values: new Map(values) });
  });

/** Values that are a login as a whole: keys and words of the plan's own that are spelled alike stay. */
function redactedPlan(text: string, aliases: Aliases): string {
  let redacted = text;
  const replaced: { from: number; to: number; value: string }[] = [];
  visit(parseDocument(text, { logLevel: "silent" }), {
    Scalar(key, node) {
      if (key === "key" || !isScalar(node) || typeof node.value !== "string" || node.range == null) return;
      const login = node.value.replace(/^@/, "");
      if (aliases.has(login)) replaced.push({ from: node.range[0], to: node.range[1], value: aliases.login(login) });
    },
  });
  for (const { from, to, value } of replaced.toReversed())
    redacted = redacted.slice(0, from) + value + redacted.slice(to);
  return redacted;
}

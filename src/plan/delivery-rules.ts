// Rules of the deliveries in an owner's file: who belongs to which, where each is at home, and what their criteria look at.

import type { CriterionUse } from "../criteria/index.ts";
import { isSameName } from "../names.ts";
import { cutWord } from "../values/expected.ts";
import type { ZodProblem } from "./messages.ts";
import type { CompleteFile, DeliveryFile } from "./plans-in.ts";
import type { Roster } from "./roster.ts";
import { compileSelection, isGlob, isProperty, literalsIn, type RepositoryEntry, type Selection } from "./selection.ts";

/** `path` leads there from the delivery's keys. */
export type NamedRepository = { name: string; path: ZodProblem["path"] };
type Deliveries = readonly DeliveryFile[];

export function brokenDeliveries({ deliveries, phases }: CompleteFile): ZodProblem[] {
  const judged = deliveries.map((delivery) => ({
    ...delivery,
    home: deliveryHome(delivery),
    selects: compileSelection(delivery.repositories),
  }));
  return [
    ...repositoriesElsewhere(phases),
    ...repeatedIds(deliveries),
    ...deliveries.flatMap(namesWithOwners),
    ...deliveries.flatMap(repeatedEntries),
    ...sharedNames(deliveries),
    ...deliveries.flatMap(withoutHome),
    ...deliveries.flatMap((_, index) => strangers(judged, index, null)),
  ];
}

const repeatedIds = (deliveries: Deliveries): ZodProblem[] =>
  deliveries.flatMap(({ id }, index) => {
    const first = deliveries.findIndex((each) => each.id === id);
    const message = `the id "${id}" is taken by delivery ${first + 1}; ids are unique.`;
    return first === index ? [] : [{ path: ["deliveries", index, "id"], message }];
  });

/** Wherever people write the name of a repository. */
const namesWithOwners = ({ repositories, home, phases }: DeliveryFile, index: number): ZodProblem[] =>
  [
    ...repositories.flatMap((name, at) => (isProperty(name) ? [] : [{ name, path: ["repositories", at] }])),
    ...(home === undefined ? [] : [{ name: home, path: ["home"] }]),
    ...namedByCriteria(phases),
  ].flatMap(({ name, path }) => {
    if (!name.includes("/")) return [];
    const alone = cutWord(name.slice(name.lastIndexOf("/") + 1));
    const message = `found "${cutWord(name)}"; expected the name alone, "${alone}". A delivery holds repositories of the file's own owner only.`;
    return [{ path: ["deliveries", index, ...path], message }];
  });

function repeatedEntries({ repositories }: DeliveryFile, index: number): ZodProblem[] {
  const spelled = repositories.map((entry) =>
    isProperty(entry) ? JSON.stringify([entry.property.toLowerCase(), entry.value]) : entry.toLowerCase(),
  );
  return repositories.flatMap((entry, at) => {
    if (spelled.indexOf(spelled[at] ?? "") === at) return [];
    const found = isProperty(entry) ? "this property with this value" : `"${cutWord(entry)}"`;
    return [{ path: ["deliveries", index, "repositories", at], message: `${found} is named twice; keep one of them.` }];
  });
}

/** On the second delivery's line, once for each repository. */
function sharedNames(deliveries: Deliveries): ZodProblem[] {
  const taken = new Map<string, { id: string; index: number }>();
  return deliveries.flatMap(({ id, repositories }, index) =>
    literalsIn(repositories).flatMap(({ name }) => {
      const owner = taken.get(name.toLowerCase());
      if (owner === undefined) taken.set(name.toLowerCase(), { id, index });
      if (owner === undefined || owner.index === index) return [];
      const message = `the repository "${cutWord(name)}" belongs to the delivery "${owner.id}" already; expected it in one of them.`;
      return [{ path: ["deliveries", index, "repositories"], message, atKey: true }];
    }),
  );
}

const NO_HOME =
  "no repository is named without a glob, so the delivery has no home; expected a `home`, or the name of a repository.";

const withoutHome = (delivery: DeliveryFile, index: number): ZodProblem[] =>
  deliveryHome(delivery) === null
    ? [{ path: ["deliveries", index, "repositories"], message: NO_HOME, atKey: true }]
    : [];

/** Where the home is named, and its name as written; null where none is. */
export function deliveryHome({
  home,
  repositories,
}: Pick<DeliveryFile, "home" | "repositories">): NamedRepository | null {
  if (home !== undefined) return { name: home, path: ["home"] };
  const [first] = literalsIn(repositories);
  return first === undefined ? null : { name: first.name, path: ["repositories", first.at] };
}

/** A delivery as its rules need it. */
type Judged = {
  id: string;
  repositories: readonly RepositoryEntry[];
  selects: Selection;
  home: NamedRepository | null;
  phases: Criteria;
};

/** A home, or a criterion's repository, that the delivery does not have. Without a roster, what only a property decides is left open. */
export function strangers(deliveries: readonly Judged[], index: number, roster: Roster | null): ZodProblem[] {
  const delivery = deliveries[index];
  if (delivery === undefined) return [];
  const before = deliveries.slice(0, index);
  const among = (named: NamedRepository[], what: string): ZodProblem[] =>
    named.flatMap(({ name, path }) => {
      const strange = name.includes("/") ? null : strangeness(name, before, delivery, roster);
      if (strange === null) return [];
      return [{ path: ["deliveries", index, ...path], message: `${what}"${cutWord(name)}" ${strange}` }];
    });
  return [...among([delivery.home ?? []].flat(), "the home "), ...among(namedByCriteria(delivery.phases), "")];
}

function strangeness(name: string, before: readonly Judged[], delivery: Judged, roster: Roster | null): string | null {
  if (isGlob(name)) return "is a glob; expected the name of one repository.";
  if (delivery.selects(name, roster) === "no") return NOT_NAMED;
  const earlier = before.find(({ selects }) => selects(name, roster) === "yes");
  // What two deliveries name without a glob is a problem of its own.
  const isShared = earlier !== undefined && names(earlier, name) && names(delivery, name);
  return earlier === undefined || isShared ? null : takenBefore(earlier.id);
}

const names = ({ repositories }: Judged, name: string): boolean =>
  literalsIn(repositories).some((each) => isSameName(each.name, name));

const NOT_NAMED = "is none of the delivery's repositories; expected one that its `repositories` name.";

const takenBefore = (earlier: string): string =>
  `belongs to the delivery "${earlier}", which comes first and names it too; expected a repository of this delivery.`;

const ALL = "all";

type Criteria = readonly { criteria: readonly CriterionUse[] }[];

const namedByCriteria = (phases: Criteria): NamedRepository[] =>
  phases.flatMap(({ criteria }, at) =>
    criteria.flatMap((use, which) => {
      const name = repositoryIn(use);
      if (name === null || name === ALL) return [];
      return [{ name, path: ["phases", at, "criteria", which, use.name, "repository"] }];
    }),
  );

const repositoryIn = ({ options }: CriterionUse): string | null =>
  "repository" in options && typeof options.repository === "string" ? options.repository : null;

const repositoriesElsewhere = (phases: Criteria): ZodProblem[] =>
  namedByCriteria(phases).map(({ name, path }) => ({
    path,
    message: `"${cutWord(name)}" is another repository, which only a delivery of the owner's file has; expected \`all\`, or no \`repository\`.`,
  }));

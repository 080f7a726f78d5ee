// What is wrong with a delivery as the owner's repositories and their properties are now.

import { isSameName } from "../names.ts";
import { cutWord } from "../values/expected.ts";
import { strangers } from "./delivery-rules.ts";
import type { ZodProblem } from "./messages.ts";
import { locateIn, parseOwners } from "./owners-file.ts";
import type { Plan, PlannedDelivery } from "./plan.ts";
import type { Roster } from "./roster.ts";
import { isProperty, type RepositoryEntry, type Selected } from "./selection.ts";
import { invalidPlan, type PlanProblem } from "./yaml.ts";

const NOT_READ =
  "the owner's repositories were not read, so it is not known which of them are meant; Milegate reads them again.";

/** All that is wrong with a file whose text is valid. */
export function rosterProblems(text: string | null, roster: Roster): PlanProblem[] {
  const parsed = parseOwners(text);
  if (parsed.kind === "invalid") return [];
  const { deliveries } = parsed.plan;
  const problems = [
    ...repositoriesProblems(parsed.plan, roster, "unknown"),
    ...deliveries.flatMap((_, index) => deliveryProblems(deliveries, index, roster)),
  ];
  return invalidPlan(locateIn(text, problems)).problems;
}

/** Paths lead from the file's top. A roster that was not read is null. */
export function deliveryProblems(
  deliveries: readonly PlannedDelivery[],
  index: number,
  roster: Roster | null,
): ZodProblem[] {
  const delivery = deliveries[index];
  if (delivery === undefined) return [];
  const path = ["deliveries", index];
  if (roster === null) return [{ path: [...path, "repositories"], message: NOT_READ, atKey: true }];
  const { repositories, optional } = delivery;
  const judged = deliveries.map((each) => ({ ...each, phases: each.plan.phases }));
  const strange = strangers(judged, index, roster);
  const atHome = [...path, ...delivery.home.path].join();
  return [
    ...propertyProblems([...path, "repositories"], repositories, roster),
    ...(optional ? [] : editableProperties([...path, "repositories"], repositories, roster)),
    ...strange,
    ...(strange.some((each) => each.path.join() === atHome) ? [] : homeProblems(path, delivery, roster)),
  ];
}

/** Of the properties that `repositories` of the file itself names; `counted` is whether that names a repository. */
export function repositoriesProblems(
  { repositories = [] }: Pick<Plan, "repositories">,
  roster: Roster | null,
  counted: Selected,
): ZodProblem[] {
  if (roster === null) return counted === "unknown" ? [{ path: ["repositories"], message: NOT_READ, atKey: true }] : [];
  // That they can't be read does no harm to a repository that is named all the same.
  return counted === "yes" && roster.isOrganization ? [] : propertyProblems(["repositories"], repositories, roster);
}

const PERSONAL =
  "custom properties belong to organizations, and this is a personal account; expected the names or globs of repositories.";
const UNREADABLE =
  "Milegate may not read the organization's custom properties, so it is not known which repositories are meant; an owner of the organization can grant the app's permission \"Custom properties\", or names can stand here.";

function propertyProblems(path: ZodProblem["path"], entries: readonly RepositoryEntry[], roster: Roster): ZodProblem[] {
  if (roster.isOrganization && roster.properties !== null) return [];
  const message = roster.isOrganization ? UNREADABLE : PERSONAL;
  return entries.flatMap((entry, at) => (isProperty(entry) ? [{ path: [...path, at], message }] : []));
}

const editableProperties = (
  path: ZodProblem["path"],
  entries: readonly RepositoryEntry[],
  { editable }: Roster,
): ZodProblem[] =>
  entries.flatMap((entry, at) => {
    if (!isProperty(entry) || !editable.some((name) => isSameName(name, entry.property))) return [];
    const message = `a repository can change its property "${cutWord(entry.property)}" itself, and so leave the delivery; expected a property that only the organization's actors can change (\`values_editable_by: org_actors\`), or \`optional: true\` in the delivery.`;
    return [{ path: [...path, at], message }];
  });

/** Without the home's name: nobody is to learn of a repository that they can't read whether it is there. */
function homeProblems(path: ZodProblem["path"], { home }: PlannedDelivery, { repositories }: Roster): ZodProblem[] {
  const found = repositories.find(({ name }) => isSameName(name, home.name));
  if (found?.isArchived === false) return [];
  return [{ path: [...path, ...home.path], message: found === undefined ? HOME_MISSING : HOME_ARCHIVED }];
}

const HOME_MISSING =
  "the home is not among the repositories that Milegate is installed on; install it there, or name another `home`.";
const HOME_ARCHIVED = "the home is archived; expected another `home`, which can be written to.";

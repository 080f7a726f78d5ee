// The owner's repositories, where the owner's file can only be understood with them.
import type { PlanBlob, RepositoryReading } from "../github/model.ts";
import { mentionsProperties, needsRoster } from "../plan/owners-file.ts";
import { isOwnersHome } from "../plan/resolve.ts";
import type { Roster } from "../plan/roster.ts";
import type { DeliveryReader } from "./delivery-source.ts";

/** Read anew where the repository itself shows that what is known is older than it. */
export async function withRoster(
  read: DeliveryReader,
  repository: RepositoryReading,
  owners: PlanBlob,
): Promise<RepositoryReading> {
  if (repository.roster !== undefined || !needsRoster(owners.text, repository.ownerVersions)) return repository;
  const asked = { properties: [owners.text, ...(repository.ownerVersions ?? [])].some(mentionsProperties) };
  const known = await read.delivery.roster({ fresh: false, ...asked });
  const roster = shows(known, repository) ? known : await read.delivery.roster({ fresh: true, ...asked });
  return { ...repository, roster };
}

/** With what a proposed owner's file needs, if it is one, and the file in force does not. */
export async function withProposedRoster(
  read: DeliveryReader,
  repository: RepositoryReading,
  file: PlanBlob | null,
): Promise<RepositoryReading> {
  if (file === null || !isOwnersHome(repository.name) || !needsRoster(file.text)) return repository;
  const properties = mentionsProperties(file.text);
  const { roster } = repository;
  if (roster !== undefined && (!properties || roster.properties !== null)) return repository;
  return { ...repository, roster: await read.delivery.roster({ fresh: false, properties }) };
}

/** A host that does not tell who can read it is believed as to the rest. */
function shows({ repositories }: Roster, { name, visibility, isArchived }: RepositoryReading): boolean {
  const own = repositories.find((each) => each.name === name);
  return (
    own !== undefined && (visibility === undefined || own.visibility === visibility) && own.isArchived === isArchived
  );
}

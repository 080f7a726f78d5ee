// Whether those whom a proposed plan newly names are there: GitHub is asked about each once a look, and about few.
import { wholeMember } from "../delivery/member.ts";
import { proposalOf } from "../delivery/proposal.ts";
import type { PlanFile, RepositoryReading } from "../github/model.ts";
import type { AccessReader } from "../github/port.ts";
import { isSameName } from "../names.ts";
import { type NamedParty, newlyNamed } from "../plan/named-parties.ts";
import type { Plan } from "../plan/plan.ts";
import { isOwnersHome, parseFile, type Resolution } from "../plan/resolve.ts";
import type { DoubtfulParties, DoubtfulParty } from "../snapshot.ts";

/** Of one proposal. */
const ASKED = 10;

export type PartyReader = (party: NamedParty) => Promise<DoubtfulParty["state"] | "there">;

/** Remembers what GitHub said, so that proposals of one look ask once. */
export function partyReader(access: Pick<AccessReader, "team" | "role">, repository: RepositoryReading): PartyReader {
  const known = new Map<string, ReturnType<PartyReader>>();
  return (party) => {
    const key = party.name.toLowerCase();
    const asked = known.get(key) ?? stateOf(access, repository, party);
    known.set(key, asked);
    return asked;
  };
}

async function stateOf(
  access: Pick<AccessReader, "team" | "role">,
  repository: RepositoryReading,
  { kind, name }: NamedParty,
): ReturnType<PartyReader> {
  if (kind === "team") {
    // An installation sees the teams of its own organization.
    if (!isSameName(name.split("/")[0] ?? "", ownerOf(repository))) return "unknown";
    const said = await access.team(name);
    return said.kind === "unavailable" ? "unknown" : said.kind;
  }
  const said = await access.role(name);
  if (said.kind === "unavailable") return said.status === 404 ? "missing" : "unknown";
  // The owner's file counts elsewhere: who reads it matters to nobody.
  return said.role === "none" && !isOwnersHome(repository.name) ? "unreadable" : "there";
}

const ownerOf = (repository: RepositoryReading): string => wholeMember(repository).slug?.split("/")[0] ?? "";

/** Nothing where all are there. */
export async function observeParties(
  read: PartyReader,
  repository: RepositoryReading,
  inForce: Resolution,
  file: PlanFile["file"],
): Promise<{ parties?: DoubtfulParties }> {
  const plan = planIn(proposedIn(repository, file));
  const before = isOwnersHome(repository.name) ? ownersPlan(repository.config) : planIn(inForce);
  const named = plan === null ? [] : newlyNamed(plan, before);
  const doubtful: DoubtfulParty[] = [];
  for (const party of named.slice(0, ASKED)) {
    const state = await read(party);
    if (state !== "there") doubtful.push({ ...party, state });
  }
  const left = Math.max(0, named.length - ASKED);
  return doubtful.length + left === 0 ? {} : { parties: { doubtful, left } };
}

/** The owner's file is read as such, whether it counts in its own repository or not. */
const proposedIn = (repository: RepositoryReading, file: PlanFile["file"]): Resolution | null =>
  isOwnersHome(repository.name) ? (file === null ? null : parseFile("owner", file)) : proposalOf(repository, file).plan;

const ownersPlan = (file: PlanFile["file"]): Plan | null => (file === null ? null : planIn(parseFile("owner", file)));

const planIn = (resolution: Resolution | null): Plan | null => (resolution?.kind === "active" ? resolution.plan : null);

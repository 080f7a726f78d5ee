// Repositories that came to an installation or left it, and installations that are swept as a whole.
import type { z } from "zod";
import type { ReconcileRequest } from "../subject.ts";
import { isOnDefault } from "./conditions.ts";
import { type Ignored, ignored } from "./ignored.ts";
import * as payloads from "./payloads.ts";
import { touchesPlan } from "./plan-push.ts";

/** The app can't read anything there any more. */
const LEAVING = new Set(["deleted", "suspend"]);

type Moved = z.infer<typeof payloads.movedRepositories>;

/** Repositories that came to an installation are looked at whole; those that left it, whether they are out of reach. */
export function movedRequests(payload: unknown): ReconcileRequest[] | Ignored {
  const read = payloads.movedRepositories.safeParse(payload);
  if (!read.success) return ignored("no repositories in the payload");
  const { added, removed } = listsOf(read.data);
  const requests = [
    ...wholeRequests(read.data, added),
    ...wholeRequests(read.data, removed).map((request) => ({ ...request, proof: { kind: "gone" } as const })),
  ];
  return requests.length === 0 ? ignored("no repositories were added or removed") : requests;
}

function listsOf({ action, repositories = [], repositories_added = [], repositories_removed = [] }: Moved) {
  if (LEAVING.has(action)) return { added: [], removed: [] };
  return { added: [...repositories, ...repositories_added], removed: repositories_removed };
}

const wholeRequests = ({ installation }: Moved, repositories: NonNullable<Moved["repositories"]>): ReconcileRequest[] =>
  repositories.flatMap(({ name, full_name }) => {
    const owner = full_name?.split("/", 1)[0] ?? installation.account?.login;
    return owner === undefined
      ? []
      : [{ repository: { installation: installation.id, owner, name }, subject: { kind: "repository" } }];
  });

/** All repositories of an installation that ended: nobody looks at them any more. */
export function endedRepositories(event: string, payload: unknown): ReconcileRequest["repository"][] {
  const read = event === "installation" ? payloads.movedRepositories.safeParse(payload) : null;
  if (read?.data?.action !== "deleted") return [];
  return wholeRequests(read.data, read.data.repositories ?? []).map(({ repository }) => repository);
}

/** So many at once are left to a sweep of the installation, which reads cheaply and spreads out. */
const MANY = 20;

/**
 * The installation to be swept: it came back without a list of its repositories or with a long one, the owner's plan changed, or what a
 * custom property means.
 */
export function wholeInstallation(event: string, payload: unknown): number | null {
  if (event === "push") return changedForAll(payload);
  if (event === "custom_property") return payloads.installed.safeParse(payload).data?.installation.id ?? null;
  if (event !== "installation" && event !== "installation_repositories") return null;
  const read = payloads.movedRepositories.safeParse(payload);
  if (!read.success || LEAVING.has(read.data.action)) return null;
  const { added, removed } = listsOf(read.data);
  const count = added.length + removed.length;
  const isBack = event === "installation" && count === 0;
  return isBack || count > MANY ? read.data.installation.id : null;
}

/** The file in the owner's `.github` repository counts in all the others. */
function changedForAll(payload: unknown): number | null {
  const [common, push] = [payloads.common.safeParse(payload), payloads.pushPayload.safeParse(payload)];
  if (!common.success || !push.success) return null;
  const { installation, repository } = common.data;
  const isOwners = repository.name.toLowerCase() === ".github";
  return isOwners && isOnDefault(payload, repository) && touchesPlan(push.data) ? installation.id : null;
}

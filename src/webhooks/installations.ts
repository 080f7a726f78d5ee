// Repositories that came to an installation, and installations that are swept as a whole.
import type { ReconcileRequest } from "../subject.ts";
import { isOnDefault } from "./conditions.ts";
import { type Ignored, ignored } from "./ignored.ts";
import * as payloads from "./payloads.ts";
import { touchesPlan } from "./plan-push.ts";

const LEAVING = new Set(["deleted", "suspend", "removed"]);

/** Repositories that came to an installation are looked at whole; what leaves one is out of reach. */
export function gainedRequests(payload: unknown): ReconcileRequest[] | Ignored {
  const read = payloads.gained.safeParse(payload);
  if (!read.success) return ignored("no repositories in the payload");
  const { installation, repositories = [], repositories_added = [] } = read.data;
  const added = LEAVING.has(read.data.action) ? [] : [...repositories, ...repositories_added];
  if (added.length === 0) return ignored("no repositories were added");
  return added.flatMap(({ name, full_name }) => {
    const owner = full_name?.split("/", 1)[0] ?? installation.account?.login;
    return owner === undefined
      ? []
      : [{ repository: { installation: installation.id, owner, name }, subject: { kind: "repository" } }];
  });
}

/** So many at once are left to a sweep of the installation, which reads cheaply and spreads out. */
const MANY = 20;

/** The installation to be swept: it came back without a list of its repositories or with a long one, or the owner's plan changed. */
export function wholeInstallation(event: string, payload: unknown): number | null {
  if (event === "push") return changedForAll(payload);
  if (event !== "installation" && event !== "installation_repositories") return null;
  const read = payloads.gained.safeParse(payload);
  if (!read.success || LEAVING.has(read.data.action)) return null;
  const { installation, repositories = [], repositories_added = [] } = read.data;
  const count = repositories.length + repositories_added.length;
  const isBack = event === "installation" && count === 0;
  return isBack || count > MANY ? installation.id : null;
}

/** The file in the owner's `.github` repository counts in all the others. */
function changedForAll(payload: unknown): number | null {
  const [common, push] = [payloads.common.safeParse(payload), payloads.pushPayload.safeParse(payload)];
  if (!common.success || !push.success) return null;
  const { installation, repository } = common.data;
  const isOwners = repository.name.toLowerCase() === ".github";
  return isOwners && isOnDefault(payload, repository) && touchesPlan(push.data) ? installation.id : null;
}

// A repository that is not found: gone for good, or not there yet for GitHub's reads.
import type { AppReader } from "../github/app.ts";
import type { GitHub } from "../github/port.ts";
import { isSameName } from "../names.ts";
import type { ReconcileRequest } from "../subject.ts";
import { ageOf, type LagPatience } from "./read-lag.ts";

export type Reach = { github: GitHub; reaches: AppReader["reaches"]; patience: LagPatience };

/** What of GitHub's reads is older than the event that asks; null where nothing is, or the event is old. */
export async function behindEvent(
  { github, reaches, patience }: Reach,
  { repository, proof, since }: ReconcileRequest,
): Promise<string | null> {
  if (ageOf(since, Date.now(), patience) === "old") return null;
  if (proof?.kind !== "gone" && (await reaches(repository))) return "GitHub does not find it yet";
  // The others of its delivery go by the list.
  const { roster } = await github.owner(repository);
  const { repositories } = await roster({ properties: false });
  return repositories.some(({ name }) => isSameName(name, repository.name)) ? "GitHub still lists it" : null;
}

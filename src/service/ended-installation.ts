// Repositories of an installation that ended: nothing of them is kept.
import type { RepositoryName } from "../github/port.ts";
import { repositoryKey, type StandingStore } from "../standings/store.ts";
import { endedRepositories } from "../webhooks/installations.ts";

export async function forgetEnded(
  standings: Pick<StandingStore, "read" | "write">,
  event: string,
  payload: unknown,
): Promise<void> {
  for (const name of endedRepositories(event, payload)) await forgetRepository(standings, name);
}

async function forgetRepository(standings: Pick<StandingStore, "read" | "write">, name: RepositoryName): Promise<void> {
  const key = repositoryKey(name);
  const parts = await standings.read(key);
  if (parts.size > 0) await standings.write(key, new Map([...parts.keys()].map((part) => [part, null])));
}

// Where standings are kept: JSON by repository and part. Losing it costs reads and nothing else.

import type { RepositoryName } from "../github/port.ts";

/** GitHub's names of owners and repositories differ only beyond case, and payloads may spell them differently. */
export const repositoryKey = ({ installation, owner, name }: RepositoryName): string =>
  `${installation}/${owner}/${name}`.toLowerCase();

/** Where the store keeps what is known of all of an owner's repositories. */
export const ownerKey = ({ installation, owner }: Omit<RepositoryName, "name">): string =>
  `${installation}/${owner}/*`.toLowerCase();

/** Part names are the callers' own; null removes a part. */
export type StandingChanges = ReadonlyMap<string, unknown>;

export type StandingStore = {
  /** All parts of a repository. */
  read(repository: string): Promise<ReadonlyMap<string, unknown>>;
  /** One part of many repositories; those without it are left out. */
  readPart(part: string, repositories: readonly string[]): Promise<ReadonlyMap<string, unknown>>;
  /** The repositories that have this part. */
  holding(part: string): Promise<string[]>;
  /** All of the changes, or none. What was written last may be lost with the machine's power. */
  write(repository: string, changes: StandingChanges): Promise<void>;
};

/** What is stored of one repository. */
export type StandingParts = {
  read(): Promise<ReadonlyMap<string, unknown>>;
  write(changes: StandingChanges): Promise<void>;
};

/** For a run that has no store: nothing is remembered. */
export const NO_PARTS: StandingParts = { read: async () => new Map(), write: async () => undefined };

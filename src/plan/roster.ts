// The repositories of an owner, and the delivery that one of them belongs to.

/** A repository of an owner as the installation sees it. */
export type RosterEntry = {
  name: string;
  id: string;
  visibility: "public" | "private" | "internal" | "unknown";
  isArchived: boolean;
};

/**
 * All repositories of the owner that the installation reaches. `properties` are the values of custom properties by the repository's
 * name in lower case; null where the app may not read them. `editable` are the names of properties that repositories can change
 * themselves.
 */
export type Roster = {
  isOrganization: boolean;
  repositories: readonly RosterEntry[];
  properties: ReadonlyMap<string, Readonly<Record<string, string | readonly string[] | null>>> | null;
  editable: readonly string[];
};

/**
 * The delivery that a repository belongs to. Members are names as GitHub spells them, in the roster's order, home first; what the
 * roster lacks comes last. `overlapping` are the repositories that it names by a glob or a property, and that an earlier delivery has.
 */
export type DeliveryOf = {
  id: string;
  name: string;
  home: string;
  titles: boolean;
  optional: boolean;
  members: readonly MemberOf[];
  overlapping: readonly string[];
};

/**
 * - `archived`: it is left out of the delivery;
 * - `unreachable`: it is named without a glob, and the installation does not reach it, which shuts what depends on it.
 *
 * `id` is null where the roster lacks the repository.
 */
export type MemberOf = {
  name: string;
  id: string | null;
  visibility: RosterEntry["visibility"];
  state: "member" | "archived" | "unreachable";
};

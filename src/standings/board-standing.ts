// What the board needs of a repository beyond its standing, so that it can judge every pull request as the gate does, without GitHub.

import type { OwnerRoster, PlanFile, PullItem, RepositoryReading } from "../github/model.ts";
import type { RepositoryHistory } from "../history/history.ts";
import type { Snapshot } from "../snapshot.ts";
import type { Subject } from "../subject.ts";
import { pullsAfter } from "./learn.ts";
import { decodePart, encodePart, type MemberStanding, samePart } from "./member-standing.ts";
import type { DeliveryStanding } from "./standing.ts";
import type { StandingChanges } from "./store.ts";

/** Of the repository, what a member's reading lacks and a plan or a check is made from. */
type BoardRepository = Pick<
  RepositoryReading,
  "node" | "self" | "isArchived" | "hasIssues" | "config" | "hasSpareConfig" | "ownerConfig" | "ownerVersions"
>;

export type BoardStanding = {
  repository: BoardRepository;
  /** The plan's file as open pull requests have it that may change it. */
  planFiles: PlanFile[];
  /** Open pull requests while the plan is invalid, when the standing has none; null where not all are known. */
  shut: PullItem[] | null;
};

export const BOARD_PART = "board";

export const parseBoard = (part: unknown): BoardStanding | null => decodePart<BoardStanding>(part);

/** What a look saw; null where the app does nothing there. */
export function boardStanding(
  before: BoardStanding | null,
  subject: Subject,
  snapshot: Snapshot,
): BoardStanding | null {
  const { plan, repository } = snapshot;
  if (plan.kind === "inactive") return null;
  const { node, self, isArchived, hasIssues, config, hasSpareConfig, ownerConfig, ownerVersions } = repository;
  const shut = plan.kind === "invalid" ? pullsAfter(knownShut(before), subject, snapshot) : null;
  return {
    repository: {
      ...{ node, self, isArchived, hasIssues, config, ownerConfig },
      ...(hasSpareConfig !== undefined && { hasSpareConfig }),
      ...(ownerVersions !== undefined && { ownerVersions }),
    },
    planFiles: planFilesAfter(before, snapshot),
    shut: shut === null ? null : [...shut.values()].map(shutPull),
  };
}

const knownShut = (before: BoardStanding | null): DeliveryStanding["pulls"] =>
  before?.shut == null ? null : new Map(before.shut.map((pull) => [pull.number, pull]));

/** Nothing of it decides a check then but what an override says. */
const shutPull = (pull: PullItem): PullItem => ({
  ...pull,
  ...{ labels: pull.labels.map(({ name, byApp }) => ({ name, byApp })), closes: [], check: null, planCheck: null },
});

/** A look reads the files of those among its items that may change the plan. */
function planFilesAfter(before: BoardStanding | null, { items, planFiles = [] }: Snapshot): PlanFile[] {
  const seen = new Set(items.map(({ number }) => number));
  const others = (before?.planFiles ?? []).filter(({ number }) => !seen.has(number));
  return [...others, ...planFiles.filter(({ isChanged }) => isChanged)].toSorted((a, b) => a.number - b.number);
}

export function boardChanges(before: BoardStanding | null, after: BoardStanding | null): StandingChanges {
  if (after === null) return before === null ? new Map() : new Map([[BOARD_PART, null]]);
  return samePart(before, after) ? new Map() : new Map([[BOARD_PART, encodePart(after)]]);
}

/** All that is stored of one repository, as its latest looks saw it. */
export type StoredRepository = {
  member: MemberStanding;
  board: BoardStanding;
  delivery: DeliveryStanding;
  /** Null where nothing was kept yet. */
  history: RepositoryHistory | null;
  /** Null where no look asked for the owner's repositories. */
  roster: OwnerRoster | null;
};

/** Whether all open pull requests are known. */
export const knownPulls = ({ board, delivery }: Pick<StoredRepository, "board" | "delivery">): PullItem[] | null =>
  delivery.pulls === null ? board.shut : [...delivery.pulls.values()];

/** The reading that the latest looks had; null where the app did nothing there. */
export function storedReading({ member, board, roster }: StoredRepository): RepositoryReading | null {
  const { known, more } = member;
  if (known.kind !== "read") return null;
  const { facts, labels, ...reading } = known.reading;
  return {
    ...reading,
    ...board.repository,
    labels: labels.map(({ name }) => ({ name, description: "" })),
    facts: [...facts, ...more],
    own: [],
    ...(roster !== null && { roster }),
  };
}

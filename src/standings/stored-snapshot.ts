// A repository as its latest looks saw it, as a snapshot that is judged like one of a look. Pure.
import { type Disclosing, type KnownMember, NOTHING_ASKED, othersOf } from "../delivery/others.ts";
import type { RepositoryReading } from "../github/model.ts";
import type { Resolution } from "../plan/resolve.ts";
import type { Snapshot } from "../snapshot.ts";
import { BOARD_PART, knownPulls, parseBoard, type StoredRepository } from "./board-standing.ts";
import { parseMemberStanding } from "./member-standing.ts";
import { parseStanding } from "./standing.ts";

/** Null where too little is stored to judge its pull requests. The owner's repositories are stored elsewhere. */
export function storedRepository(parts: ReadonlyMap<string, unknown>): StoredRepository | null {
  const [member, board] = [parseMemberStanding(parts), parseBoard(parts.get(BOARD_PART))];
  if (member === null || board === null) return null;
  return { member, board, delivery: parseStanding(parts), history: null, roster: null };
}

/** `known` are the others of its delivery, by `memberKey`. */
type StoredJudging = {
  stored: StoredRepository;
  reading: RepositoryReading;
  plan: Resolution;
  known: ReadonlyMap<string, KnownMember>;
};

export function storedSnapshot({ stored, reading, plan, known }: StoredJudging, disclosing?: Disclosing): Snapshot {
  const others =
    plan.kind === "active" && plan.delivery !== null
      ? othersOf(plan.plan, plan.delivery, reading, known, NOTHING_ASKED, disclosing)
      : undefined;
  return {
    ...{ repository: reading, plan, items: knownPulls(stored) ?? [], scope: { kind: "phases" } },
    ...{ groups: [], proposals: [], planFiles: stored.board.planFiles },
    ...(others !== undefined && { others }),
  };
}

// One look, whatever it is about: a state that is reconciled, or a command that is carried out. What it learns is kept.
import { createHash } from "node:crypto";
import { situationOf } from "../feature.ts";
import { keptText, type RepositoryHistory } from "../history/history.ts";
import { withSeen, withWritten } from "../history/learn-history.ts";
import { holdsReviews, type Snapshot } from "../snapshot.ts";
import {
  BOARD_PART,
  type BoardStanding,
  boardChanges,
  boardStanding,
  parseBoard,
} from "../standings/board-standing.ts";
import type { Fellow } from "../standings/fellow.ts";
import { historyChanges, parseHistory } from "../standings/history-standing.ts";
import { layersAbove } from "../standings/layers-above.ts";
import { dashboardOf, isOutdated, learnFrom, type SeenLook } from "../standings/learn.ts";
import {
  concernedBy,
  type MemberStanding,
  memberChanges,
  memberStanding,
  parseMemberStanding,
} from "../standings/member-standing.ts";
import { type DeliveryStanding, parseStanding, standingChanges, withUnanswered } from "../standings/standing.ts";
import { NO_PARTS, type StandingParts } from "../standings/store.ts";
import { turnsVerdicts } from "../standings/turns.ts";
import type { ReconcileRequest, Subject } from "../subject.ts";
import { openAskedReview } from "./asked-review.ts";
import { carryOut } from "./command.ts";
import type { DeliveryPort } from "./delivery-source.ts";
import type { KnownClosed } from "./observe-delivery.ts";
import { type CheckDetails, type LookContext, reconcile } from "./reconcile.ts";
import { refusalWords } from "./refusals.ts";
import type { EventAge, HeadAsked, ItemAsked, TooEarly } from "./too-early.ts";

/**
 * `stale`: the dashboard has to say something else now, or may have to. `told` is for the log. `doubted` has to be looked at by itself;
 * `doubtful`: the read may be older than the event, so look again.
 */
export type Looked = {
  kind: "looked";
  next: Date | null;
  stale: boolean;
  told: object;
  doubted: Subject[];
  doubtful: boolean;
  /** What GitHub refused for good, in words for the log. */
  refused: string[];
  /** Those of `also` that were looked at, too. */
  shown: (ItemAsked | HeadAsked)[];
};

const SEEN: Pick<Looked, "kind" | "doubted" | "doubtful" | "refused" | "shown"> = {
  ...{ kind: "looked", doubted: [], doubtful: false, refused: [], shown: [] },
};

/** What is looked at, and by which clock; `age` is how old the event is that asks. `also` is what to look at along with an item. */
export type Looking = Pick<ReconcileRequest, "subject" | "proof"> & {
  now: () => Date;
  age: EventAge;
  also?: readonly (ItemAsked | HeadAsked)[];
  /** Where the checks of pull requests lead, where there is a board. */
  details?: CheckDetails | undefined;
  /** The channels that the operator lets the owner use; absent where that is not known. */
  channels?: readonly string[];
  /** Gets each snapshot before anything is written from it. */
  seen?: (snapshot: Snapshot, at: Date) => void;
};

/** Where what is learnt is kept, and who else is to learn of it: repositories whose gates, review or dashboard may depend on it. */
export type LookParts = StandingParts & { concern(fellows: readonly Fellow[], due: "now" | "soon"): Promise<void> };

export async function look(at: DeliveryPort, looking: Looking, parts: LookParts): Promise<Looked | TooEarly> {
  const { subject } = looking;
  const stored = await parts.read();
  const before = parseStanding(stored);
  if (isUnused(before, subject)) return { ...SEEN, next: null, stale: false, told: { unused: true } };
  const member = parseMemberStanding(stored);
  const board = parseBoard(stored.get(BOARD_PART));
  const history = parseHistory(stored);
  const learnt = learning({ before, member, board, past: history, isStored: parts.read !== NO_PARTS.read }, looking);
  const save = async () => {
    const concerns = concernedBy(member, learnt.member());
    // Whoever crashes after this has asked for them; those that look before it is written look again.
    await parts.concern(concerns, "soon");
    await parts.write(
      new Map([
        ...standingChanges(stored, learnt.standing()),
        ...memberChanges(member, learnt.member()),
        ...boardChanges(board, learnt.board()),
        ...historyChanges(history, learnt.history()),
      ]),
    );
    if (concerns.length > 0 && learnt.turnsVerdicts()) await parts.concern(concerns, "now");
  };
  const looked = await lookAt(at, looking, learnt.context).catch(async (error: unknown) => {
    // What was seen is so, whether all of it could be written or not.
    learnt.failed();
    // The job is tried again, and learns it then.
    await save().catch(() => undefined);
    throw error;
  });
  if (looked.kind === "too-early") return looked;
  learnt.succeeded();
  await save();
  const above = layersAbove(before.pulls, learnt.standing().pulls).map((number): Subject => ({ kind: "item", number }));
  return { ...looked, doubted: [...looked.doubted, ...above], stale: learnt.isStale() };
}

/** Where the plan changes, the whole repository is looked at. */
const isUnused = ({ criteria }: DeliveryStanding, subject: Subject): boolean =>
  subject.kind === "criterion" && criteria !== null && !criteria.includes(subject.name);

async function lookAt(
  at: DeliveryPort,
  { subject, proof, age, also = [] }: Looking,
  context: LookContext,
): Promise<Omit<Looked, "stale"> | TooEarly> {
  if (subject.kind === "command") {
    const outcome = await carryOut(at, subject, context, age);
    return outcome.kind === "too-early" ? outcome : { ...SEEN, next: outcome.next, told: outcome };
  }
  if (subject.kind === "review-asked") {
    const { next, refused, told } = await openAskedReview(at, subject, context);
    return { ...SEEN, next, refused, told: { review: told } };
  }
  const outcome = await reconcile(at, subject, context, { proof, age, also });
  if (outcome.kind === "too-early") return outcome;
  const { changes, next, doubted, doubtful, refusals, shown } = outcome;
  const told = { changes: changes.map(({ kind }) => kind), next };
  return { kind: "looked", next, told, doubted, doubtful, refused: refusals.map(refusalWords), shown };
}

const digest = (text: string): string => createHash("sha1").update(text).digest("base64");

/** What earlier looks saw. */
type Stored = {
  before: DeliveryStanding;
  member: MemberStanding | null;
  board: BoardStanding | null;
  past: RepositoryHistory | null;
  isStored: boolean;
};

/** Follows what a look sees; a command looks more than once. */
function learning(
  { before, member: known, board: shown, past, isStored }: Stored,
  { subject, now, details, channels, seen: told }: Looking,
) {
  let standing = before;
  const latest = new Map<Snapshot["scope"]["kind"], SeenLook>();
  let isToldMore = false;
  let member = known;
  let board = shown;
  let history = past;
  const context: LookContext = {
    now,
    details,
    earlier: {
      ...before,
      pulls: before.pulls === null ? null : [...before.pulls.values()],
      // Without a store it would be read again each time, and for nobody.
      ...(isStored && { closed: closedIn(past) }),
      records: new Map([...(past?.pulls ?? [])].map(([number, entry]) => [number, keptText(entry)])),
      ...(channels !== undefined && { channels }),
    },
    seen: (snapshot, at) => {
      const seen = { subject, snapshot, at };
      told?.(snapshot, at);
      latest.set(snapshot.scope.kind, seen);
      standing = learnFrom(standing, seen);
      member = memberStanding(member, snapshot, at);
      board = boardStanding(board, subject, snapshot);
      history = withSeen(history, situationOf(snapshot, at));
    },
    wrote: (changes) => {
      history = withWritten(history, changes);
    },
    unanswered: (comment) => {
      isToldMore = true;
      standing = withUnanswered(standing, comment);
    },
  };
  const writes = () => [...latest.values()].filter(writesDashboard).at(-1);
  return {
    context,
    standing: () => standing,
    member: () => member,
    turnsVerdicts: () => {
      const last = [...latest.values()].at(-1);
      return last === undefined || turnsVerdicts(known, member, last.snapshot, last.at);
    },
    board: () => board,
    history: () => history,
    failed: () => {
      if (writes() !== undefined) standing = { ...standing, written: null };
    },
    succeeded: () => {
      const seen = writes();
      if (seen !== undefined) standing = { ...standing, written: dashboardOf(standing, seen, digest) };
    },
    isStale: () => isToldMore || [...latest.values()].some((seen) => isStale(standing, seen)),
  };
}

function closedIn(history: RepositoryHistory | null): KnownClosed {
  const closed = [...(history?.pulls ?? [])].filter(([, { closedAt }]) => closedAt !== null);
  const numbers = new Set([...(history?.merges.keys() ?? []), ...closed.map(([number]) => number)]);
  return { numbers, listedAt: history?.listedAt ?? null };
}

const writesDashboard = ({ snapshot: { plan, scope } }: SeenLook): boolean =>
  "dashboards" in scope && plan.kind !== "inactive";

/** After a look at everything the dashboard is read, too: somebody may have changed or deleted it, and no event came. */
function isStale(standing: DeliveryStanding, seen: SeenLook): boolean {
  const { plan, scope } = seen.snapshot;
  if (plan.kind === "inactive" || "dashboards" in scope) return false;
  if (scope.kind === "repository") return true;
  if (standing.pulls === null && plan.kind === "active") return hasLooked(seen.snapshot);
  return isOutdated(standing, seen, digest);
}

const hasLooked = (snapshot: Snapshot): boolean => holdsReviews(snapshot) || snapshot.items.length > 0;

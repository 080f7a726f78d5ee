// Looks at the plans that open pull requests propose, and at what would follow from each: at a cost that no proposal can raise.
import { createHash } from "node:crypto";
import { isPassed } from "../delivery/phase-state.ts";
import { isInvalidFile, type Proposal, proposalAlone, proposalOf } from "../delivery/proposal.ts";
import { type Situation, situationOf } from "../feature.ts";
import type { PlanFile, PullItem, RepositoryReading } from "../github/model.ts";
import type { AccessReader } from "../github/port.ts";
import { restLogin } from "../names.ts";
import { proposalMark } from "../plan-check/mark.ts";
import { openPullsAmong, type ProposedPlan, type Snapshot } from "../snapshot.ts";
import type { DeliveryReader } from "./delivery-source.ts";
import { observeParties, partyReader } from "./observe-parties.ts";
import { type Judged, readJudged, underProposal } from "./observe-proposal.ts";
import { observeProposedMembers } from "./proposed-members.ts";
import { withProposedRoster } from "./with-roster.ts";

/** What is beyond waits for its own next event. */
const AT_ONCE = 10;

type Sources = { read: DeliveryReader; access: AccessReader };

/** Only those of which something new may have to be said. */
export async function observeProposals(sources: Sources, snapshot: Snapshot, now: Date): Promise<ProposedPlan[]> {
  const { planFiles = [] } = snapshot;
  const pulls = openPullsAmong(snapshot.items).filter(({ number }) => planFiles.some((file) => file.number === number));
  const heads = [...Map.groupBy(pulls, (pull) => pull.headSha)].slice(0, AT_ONCE);
  const proposals: ProposedPlan[] = [];
  const readParty = partyReader(sources.access, snapshot.repository);
  let judged: Promise<Judged> | null = null;
  for (const [headSha, sharers] of heads) {
    const proposed = proposedOn(snapshot, { headSha, sharers, planFiles }, now);
    if (proposed === null) continue;
    const isForWriters = proposed.isProposed && (await mayAllWrite(sources.access, sharers));
    const repository = isForWriters
      ? await withProposedRoster(sources.read, snapshot.repository, proposed.file)
      : snapshot.repository;
    const known: ProposedPlan = { ...proposed, ...rosterOf(repository), audience: isForWriters ? "writers" : "others" };
    if (!isForWriters || isInvalidFile(proposalOf(repository, known.file))) {
      proposals.push(known);
      continue;
    }
    judged ??= readJudged(sources.read, snapshot);
    proposals.push({
      ...known,
      ...(await underProposal(sources.read, { ...snapshot, repository }, await judged, { file: known.file, now })),
      ...(await observeParties(readParty, repository, snapshot.plan, known.file)),
      ...(await observeProposedMembers(sources.read.delivery, repository, known.file)),
    });
  }
  return proposals;
}

const rosterOf = ({ roster }: RepositoryReading): Pick<ProposedPlan, "roster"> =>
  roster === undefined ? {} : { roster };

type HeadFiles = { headSha: string; sharers: readonly PullItem[]; planFiles: readonly PlanFile[] };

/** Null where nothing was proposed and nothing was ever said of it, or where all was said already. */
function proposedOn(snapshot: Snapshot, { headSha, sharers, planFiles }: HeadFiles, now: Date): ProposedPlan | null {
  const known = sharers.find(({ planCheck }) => planCheck !== null)?.planCheck ?? null;
  const found = planFiles.find(({ number, isChanged }) => isChanged && sharers.some((pull) => pull.number === number));
  const head = { headSha, known, pulls: sharers.map(({ number }) => number), effect: null };
  if (found === undefined) return known === null ? null : { ...head, file: null, isProposed: false };
  const { file, hasSpareFile } = found;
  const key = keyOf(snapshot, found, now);
  if (known?.summary.includes(proposalMark(key)) === true) return null;
  return { ...head, file, hasSpareFile, isProposed: true, key };
}

/** Everything by which what is said of a proposal may change: the files, the milestones, and how the phases are under both plans. */
function keyOf(snapshot: Snapshot, { file, hasSpareFile }: PlanFile, now: Date): string {
  const { repository } = snapshot;
  const proposed: Proposal = proposalOf(repository, file);
  const plans = [snapshot.plan, proposed.plan, proposalAlone(repository, file).plan];
  const told = JSON.stringify([
    [file?.oid, file?.path, hasSpareFile, repository.config?.oid, repository.ownerConfig?.oid],
    repository.milestones.map(({ number, title, state }) => [number, title, state]),
    plans.map((plan) => phasesIn(situationOf({ ...snapshot, plan }, now))),
    proposed.deliveries,
  ]);
  return createHash("sha256").update(told).digest("hex").slice(0, 16);
}

const phasesIn = (situation: Situation): unknown =>
  situation.kind === "active"
    ? situation.states.map((state) => [state.phase.id, isPassed(state), state.decision?.outcome ?? null])
    : situation.kind;

/** What a proposal would do is for people who could merge it; a head that is somebody else's, too, is not theirs alone. */
async function mayAllWrite(access: AccessReader, pulls: readonly PullItem[]): Promise<boolean> {
  const logins = new Set(pulls.map(({ author }) => (author === null ? null : restLogin(author))));
  for (const login of logins) if (login === null || !(await mayWrite(access, login))) return false;
  return true;
}

const WRITERS: readonly string[] = ["write", "maintain", "admin"];

async function mayWrite(access: AccessReader, login: string): Promise<boolean> {
  const answer = await access.role(login);
  return answer.kind === "role" && WRITERS.includes(answer.role);
}

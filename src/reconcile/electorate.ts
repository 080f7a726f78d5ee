// Asks GitHub whether those who voted on a review before may still decide: people lose roles between two votes.
import type { Origin } from "../decisions/record.ts";
import { reviewsOf } from "../decisions/review.ts";
import type { Review } from "../decisions/round.ts";
import { type Ballot, ballots, isSamePerson, personKey } from "../decisions/tally.ts";
import type { AccessReader } from "../github/port.ts";
import type { Plan } from "../plan/plan.ts";
import type { Snapshot } from "../snapshot.ts";
import { asking } from "./access.ts";

/** By `personKey`; nobody is asked about where one vote decides. The giver of this one is asked about anyway. */
export async function lapsedVoters(
  access: AccessReader,
  plan: Plan,
  { repository }: Snapshot,
  origin: Origin,
): Promise<ReadonlySet<string>> {
  const review = reviewsOf(plan, repository.reviews).find(({ issue }) => issue.number === origin.item);
  if (review === undefined || plan.review.quorum === 1) return new Set();
  const lapsed = new Set<string>();
  for (const voter of ballots(review.records).filter((each) => !isSamePerson(each, origin)))
    if (!(await mayDecide(access, plan, review, voter))) lapsed.add(personKey(voter));
  return lapsed;
}

/** By the login that they have now. */
async function mayDecide(access: AccessReader, plan: Plan, review: Review, voter: Ballot): Promise<boolean> {
  const { records, issue } = review;
  const commands = records.flatMap(({ record }) =>
    "by" in record && isSamePerson(record, voter) ? [record.command] : [],
  );
  const login = currentLogin(issue, voter, commands);
  if (login === null) return false;
  const { decide } = await asking(access, login, voter.byId)(plan, ["decide"]);
  return decide?.kind === "yes";
}

/** GitHub shows the comment by which they spoke under the name that its author has now; null where it is another's. */
export function currentLogin(
  { comments }: Review["issue"],
  { by, byId }: Pick<Ballot, "by" | "byId">,
  commands: readonly number[],
): string | null {
  const comment = comments.find(({ id, own }) => !own && commands.includes(id));
  if (comment === undefined || byId === undefined) return by;
  return comment.author?.id === byId ? comment.author.login : null;
}

// The unit that is planned: a plan, the repositories that it covers, and the one where its reviews, decisions and dashboard are.
import type { PlacedFact, PlacedMilestone, PlacedQuery } from "../criteria/placed.ts";
import { type Decision, decisionsOf } from "../decisions/decision.ts";
import type { FactQuery, OwnIssue, RepositoryReading } from "../github/model.ts";
import type { Phase, Plan } from "../plan/plan.ts";
import { type Member, memberKey, wholeMember } from "./member.ts";

/**
 * A delivery as the repository that is looked at may show it: whatever else is known of the others is not in it.
 * `members` are all of its repositories, `home` and `repository` among them.
 */
export type Delivery = {
  plan: Plan;
  /** The repository that is looked at. */
  repository: RepositoryReading;
  members: readonly Member[];
  home: Member;
  /** Whether `repository` is the home: only there are reviews and a dashboard. */
  isHome: boolean;
  /** The app's issues in the home that may be reviews, as far as they may be shown. */
  reviews: readonly OwnIssue[];
  decisions: ReadonlyMap<Phase, Decision>;
  /** What the home asks for; none where that is the repository that is looked at. */
  moves: readonly PhaseMove[];
  /** Repositories that the owner's file names and that are none of `members`. */
  apart: readonly ApartRepository[];
  /** Ids of phases whose open review, in a home elsewhere, shows evidence of all repositories. */
  reviewing: readonly string[];
};

/**
 * - `out`: it took itself out;
 * - `archived`: it is left out;
 * - `overlapping`: an earlier delivery has it.
 *
 * `slug` is "owner/name", null where nobody may learn which one it is.
 */
export type ApartRepository = { kind: "out" | "archived" | "overlapping"; slug: string | null };

/** Of the issues that are open in one phase to another: both are phases' ids. */
export type PhaseMove = { phase: string; to: string };

/** What a look knows of the delivery beyond the repository that it is about: see `others.ts`. */
export type OtherMembers = {
  members: readonly Member[];
  apart: readonly ApartRepository[];
  /** Null where the home is the repository that is looked at. */
  home: HomeSeen | null;
};

/** `moves` are what it asks for and what is not done, `reviewing` the phases in review; who asks and what is said stays there. */
export type HomeSeen = {
  member: string;
  reviews: readonly OwnIssue[];
  decisions: readonly HomeDecision[];
} & HomeAsking;

export type HomeAsking = { moves: readonly PhaseMove[]; reviewing: readonly string[] };

/** `phase` is a phase's id. */
export type HomeDecision = Decision & { phase: string };

/** No other repository: a repository alone is a delivery of one. */
export const NO_OTHERS: OtherMembers = { members: [], apart: [], home: null };

export function assembleDelivery(
  plan: Plan,
  repository: RepositoryReading,
  others: OtherMembers = NO_OTHERS,
): Delivery {
  const own = wholeMember(repository);
  const members = [own, ...others.members];
  const { apart } = others;
  const away = others.home;
  if (away === null) {
    const { reviews } = repository;
    return {
      ...{ plan, repository, members, apart, reviews },
      home: own,
      isHome: true,
      decisions: decisionsOf(plan, reviews),
      ...{ moves: [], reviewing: [] },
    };
  }
  const home = members.find(({ member }) => member === away.member) ?? own;
  const decisions = new Map(
    plan.phases.flatMap((phase) => {
      const decided = away.decisions.find((each) => each.phase === phase.id);
      return decided === undefined ? [] : [[phase, decided] as const];
    }),
  );
  return {
    ...{ plan, repository, members, apart, home, decisions },
    ...{ reviews: away.reviews, moves: away.moves, reviewing: away.reviewing, isHome: false },
  };
}

/** The milestones of all members, with counts as exact as is known. */
export const milestonesIn = ({ members }: Pick<Delivery, "members">): PlacedMilestone[] =>
  members.flatMap(({ member, milestones }) => milestones.map((milestone) => ({ ...milestone, member })));

/** The facts of all members. */
export const deliveryFacts = ({ members }: Pick<Delivery, "members">): PlacedFact[] =>
  members.flatMap(({ member, facts }) => facts.map(({ query, answer }) => ({ query: { ...query, member }, answer })));

/** Those of the questions that are about the repository that is looked at. */
export const ownQueries = (
  { repository }: Pick<Delivery, "repository">,
  queries: readonly PlacedQuery[],
): FactQuery[] =>
  queries.filter(({ member }) => member === memberKey(repository)).map(({ member: _member, ...query }) => query);

// Whom a plan names for its reviews: the teams and people who are asked to agree, to decide, or to help where that takes long.
import { isSameName } from "../names.ts";
import type { Plan } from "./plan.ts";

/** `name` is "org/team" or a login, as it was written. */
export type NamedParty = { kind: "team" | "person"; name: string };

/** Each once, in the order of the plan. */
export function namedParties({ review, deliveries }: Plan): NamedParty[] {
  const { reviewers, escalate, sign_offs } = review;
  const asked = sign_offs.flatMap((signOff) => [...askedBy(signOff), ...signOff.escalate]);
  const own = [...reviewers, ...escalate, ...asked].map(partyOf);
  return distinct([...own, ...deliveries.flatMap(({ plan }) => namedParties(plan))]);
}

/** A role names nobody. */
const askedBy = ({ by }: Plan["review"]["sign_offs"][number]): readonly string[] =>
  typeof by === "string" ? [by].filter((each) => each.startsWith("@")) : by;

const partyOf = (written: string): NamedParty => ({
  kind: written.includes("/") ? "team" : "person",
  name: written.replace(/^@/, ""),
});

const distinct = (parties: readonly NamedParty[]): NamedParty[] =>
  parties.filter(({ name }, at) => parties.findIndex((each) => isSameName(each.name, name)) === at);

/** Those that an earlier plan does not name. */
export const newlyNamed = (plan: Plan, before: Plan | null): NamedParty[] => {
  const known = before === null ? [] : namedParties(before);
  return namedParties(plan).filter(({ name }) => !known.some((each) => isSameName(each.name, name)));
};

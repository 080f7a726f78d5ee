// Issues without the label of their phase: GitHub refuses it, or somebody takes it off again and again.
import { answerTo, unread } from "../criteria/facts.ts";
import { type PlacedQuery, placeQuery } from "../criteria/placed.ts";
import { type Delivery, deliveryFacts, milestonesIn } from "../delivery/delivery.ts";
import { placedLinks } from "../delivery/placed-link.ts";
import type { FactQuery, Reference } from "../github/model.ts";
import { code } from "../markdown/escape.ts";
import { phaseOf } from "../plan/match.ts";
import type { DashboardProblem } from "./view.ts";

type Query = PlacedQuery<FactQuery<"unlabelled-issues">>;

function queriesOf({ plan, ...delivery }: Delivery): Query[] {
  const open = milestonesIn(delivery).filter(({ state }) => state === "open");
  return open.flatMap((milestone) => {
    const phase = phaseOf(plan, milestone);
    return phase === null
      ? []
      : [placeQuery(milestone, { kind: "unlabelled-issues", milestone: milestone.number, label: phase.label })];
  });
}

export const missingLabelNeeds = (delivery: Delivery): PlacedQuery[] => queriesOf(delivery);

const NAMED = 5;

/** The issues whose titles a problem may name. */
export const missingLabelNamed = (delivery: Delivery): Reference[] =>
  queriesOf(delivery)
    .filter((query) => unread(deliveryFacts(delivery), [query]) === null)
    .flatMap((query) => answerTo(deliveryFacts(delivery), query).slice(0, NAMED));

/** Once for each milestone; of those whose issues nobody may learn of, nothing. */
export function ofMissingLabels(delivery: Delivery): DashboardProblem[] {
  const facts = deliveryFacts(delivery);
  const { members } = delivery;
  const queries = queriesOf(delivery).filter((query) => unread(facts, [query]) === null);
  return queries.flatMap((query) => {
    const issues = answerTo(facts, query).map((issue) => ({ ...issue, member: query.member }));
    const named = placedLinks(members, issues.slice(0, NAMED));
    const label = code(query.label);
    return named.length === 0
      ? []
      : [
          {
            text: `${named.join(", ")}${issues.length > NAMED ? " and more" : ""}: without the label ${label}.`,
            next: `If it stays off, GitHub refuses the label, or somebody took it off five times within an hour: find out who, or give the phase another label.`,
          },
        ];
  });
}

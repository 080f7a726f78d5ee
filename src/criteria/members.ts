// What a criterion says of a delivery over several repositories: of each by itself, or of all together.
import type { Evaluation, PhaseContext } from "./criterion.ts";
import { count, unknown } from "./criterion.ts";
import { type MemberPlace, memberName } from "./placed.ts";

type Members = Pick<PhaseContext, "members" | "home">;

/** As many as a check names; the others are counted. */
const NAMED = 20;

/** With what is said of each repository that has some of these; nothing for a repository alone. */
export function withParts<Each extends { member: string }>(
  evaluation: Evaluation,
  { members }: Pick<Members, "members">,
  all: readonly Each[],
  partOf: (own: readonly Each[]) => string | null,
): Evaluation {
  if (members.length < 2) return evaluation;
  const byMember = Map.groupBy(all, ({ member }) => member);
  const lines = members.flatMap((place) => {
    const text = partOf(byMember.get(place.member) ?? []);
    return text === null ? [] : [`${memberName(place)}: ${text}`];
  });
  return lines.length === 0 ? evaluation : { ...evaluation, parts: firstParts(lines) };
}

const firstParts = (lines: readonly string[]): string[] =>
  lines.length <= NAMED ? [...lines] : [...lines.slice(0, NAMED), `and ${lines.length - NAMED} more repositories`];

/** The repositories that a criterion's option `repository` means, whether they may be named or not; null for one that is none of the delivery's. */
export function wantedPlaces({ members, home }: Members, wanted: string | undefined): (MemberPlace | null)[] {
  if (wanted === undefined) return [home];
  if (wanted === "all") return [...members];
  return [members.find(({ member }) => member === wanted.toLowerCase()) ?? null];
}

const SEVERITY = ["unmet", "unknown", "met", "not-applicable"] as const satisfies Evaluation["state"][];

/** Of one repository, what is said of it; of several, the worst, with what each says. */
export function inEach(
  context: Members,
  wanted: string | undefined,
  evaluate: (place: MemberPlace) => Evaluation,
): Evaluation {
  const each = wantedPlaces(context, wanted).map((place) => ({ place, evaluation: evaluateAt(place, evaluate) }));
  const [first] = each;
  if (first === undefined) return unknown("the delivery has no repository");
  if (context.members.length < 2) return first.evaluation;
  if (each.length === 1) return { ...first.evaluation, reason: partOf(first) };
  const worst = SEVERITY.find((state) => each.some(({ evaluation }) => evaluation.state === state)) ?? "unknown";
  const holding = each.filter(({ evaluation }) => evaluation.state === worst);
  const reason = `${describe[worst]} in ${holding.length} of ${count(each.length, "repository").replace(/repositorys$/, "repositories")}`;
  return {
    ...(holding[0] ?? first).evaluation,
    reason,
    open: holding.flatMap(({ evaluation }) => evaluation.open).slice(0, NAMED),
    parts: worst === "met" || worst === "not-applicable" ? [] : firstParts(holding.map(partOf)),
  };
}

const describe = { met: "met", unmet: "not met", unknown: "unknown", "not-applicable": "nothing to ask for" } as const;

type At = { place: MemberPlace | null; evaluation: Evaluation };

const partOf = ({ place, evaluation: { reason } }: At): string =>
  place === null ? reason : `${memberName(place)}: ${reason}`;

/** Where nobody may learn which repository it is, nobody learns what it says either. */
function evaluateAt(place: MemberPlace | null, evaluate: (place: MemberPlace) => Evaluation): Evaluation {
  if (place === null) return unknown("it is none of the delivery's repositories");
  const { state, ...rest } = evaluate(place);
  if (place.disclosure === "whole") return { state, ...rest };
  return { state, reason: describe[state], todo: null, open: [], more: 0 };
}

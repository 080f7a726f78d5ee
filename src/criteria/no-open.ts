// no-open: no open issue of the repository has all of the labels.
import type { FactQuery } from "../github/model.ts";
import { count, defineCriterion, met, type OptionsOf, unmetBy } from "./criterion.ts";
import { answerTo } from "./facts.ts";
import { inEach, wantedPlaces } from "./members.ts";
import { labelList, repositoryOption } from "./options.ts";
import { type MemberPlace, type PlacedQuery, placeQuery, spelledIn } from "./placed.ts";

const options = {
  labels: labelList.meta({ description: "All of these together.", examples: [["bug", "critical"]] }),
  repository: repositoryOption,
};
type Options = OptionsOf<typeof options>;

const query = (place: MemberPlace, { labels }: Options): PlacedQuery<FactQuery<"open-issues">> =>
  placeQuery(place, { kind: "open-issues", labels: labels.map((label) => spelledIn(place, label)) });

export const noOpenCriterion = defineCriterion({
  name: "no-open",
  metWhen: "no open issue of the repository has all of the labels",
  options,
  must: true,
  triggers: "every-look",
  seenBySweep: true,
  title: ({ labels }) => `No open issue is labelled ${labels.join(" and ")}`,
  needs: (context, options) =>
    wantedPlaces(context, options.repository).flatMap((place) => (place === null ? [] : [query(place, options)])),
  evaluate: ({ facts, ...context }, options) =>
    inEach(context, options.repository, (place) => {
      const { first, total } = answerTo(facts, query(place, options));
      if (total === 0) return met("none is open");
      const found = count(total ?? first.length, "open issue");
      const reason = `${total === null ? "more than " : ""}${found} labelled ${options.labels.join(" and ")}`;
      const filter = ["is:issue", "is:open", ...options.labels.map((name) => `label:"${name}"`)].join(" ");
      const url = `${place.url}/issues?q=${encodeURIComponent(filter)}`;
      const text = `Close the open issues labelled ${options.labels.join(" and ")}`;
      const open = first.map((issue) => ({ ...issue, member: place.member }));
      return unmetBy(context, reason, { text, who: "triage", url }, open, total ?? first.length);
    }),
});

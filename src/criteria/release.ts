// release: something was published since the phase began.

import { z } from "zod";
import type { FactQuery } from "../github/model.ts";
import { compileGlob } from "../values/glob.ts";
import { shortText } from "../values/text.ts";
import { defineCriterion, met, type PhaseContext, unmet } from "./criterion.ts";
import { answerTo } from "./facts.ts";
import { inEach, wantedPlaces } from "./members.ts";
import { repositoryOption } from "./options.ts";
import { type MemberPlace, type PlacedQuery, placeQuery } from "./placed.ts";

const options = {
  tag: shortText.optional().meta({ description: "A glob of tag names.", examples: ["v*"] }),
  prerelease: z.boolean().default(false).meta({ description: "Whether prereleases count too." }),
  repository: repositoryOption,
};

const query = (
  place: MemberPlace | null,
  { began }: Pick<PhaseContext, "began">,
): PlacedQuery<FactQuery<"releases">>[] =>
  place === null || began === null ? [] : [placeQuery(place, { kind: "releases", since: began })];

const named = (tag: string | undefined): string => (tag === undefined ? "release" : `release ${tag}`);

/** Drafts are no releases; prereleases count where the plan says so. */
export const releaseCriterion = defineCriterion({
  name: "release",
  metWhen: "a release was published since the phase began; a draft is none",
  options,
  must: true,
  triggers: [
    { event: "release", actions: ["published", "unpublished", "edited", "deleted", "released", "prereleased"] },
  ],
  seenBySweep: false,
  title: ({ tag }) => `A ${named(tag)} was published`,
  needs: (context, { repository }) => wantedPlaces(context, repository).flatMap((place) => query(place, context)),
  evaluate: ({ facts, ...context }, { tag, prerelease, repository }) =>
    inEach(context, repository, (place) => {
      const [asked] = query(place, context);
      if (asked === undefined) return unmet("the phase has not begun yet", null);
      const glob = compileGlob(tag ?? "*");
      const found = answerTo(facts, asked)
        .filter(({ publishedAt }) => publishedAt >= asked.since)
        .filter((each) => prerelease || !each.prerelease)
        .find((each) => glob.testExact(each.tag));
      const since = asked.since.toISOString().slice(0, 10);
      return found === undefined
        ? unmet(`no ${named(tag)} was published since the phase began on ${since}`, {
            text: `Publish a ${named(tag)}`,
            who: "write",
            url: `${place.url}/releases/new`,
          })
        : met(`${found.tag} was published on ${found.publishedAt.toISOString().slice(0, 10)}`);
    }),
});

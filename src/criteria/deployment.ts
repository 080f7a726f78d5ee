// deployment: the latest deployment to an environment succeeded.
import type { FactQuery } from "../github/model.ts";
import { shortText } from "../values/text.ts";
import { defineCriterion, met, type OptionsOf, unmet } from "./criterion.ts";
import { answerTo } from "./facts.ts";
import { inEach, wantedPlaces } from "./members.ts";
import { repositoryOption } from "./options.ts";
import { type MemberPlace, type PlacedQuery, placeQuery } from "./placed.ts";

const options = {
  environment: shortText.meta({ description: "The environment's name.", examples: ["staging"] }),
  repository: repositoryOption,
};
type Options = OptionsOf<typeof options>;

const query = (place: MemberPlace, { environment }: Options): PlacedQuery<FactQuery<"deployment">> =>
  placeQuery(place, { kind: "deployment", environment });

/** GitHub sets a deployment inactive when a later one takes its place, or when it was taken down. */
export const deploymentCriterion = defineCriterion({
  name: "deployment",
  metWhen: "the latest deployment to the environment succeeded; one under way or taken down has not",
  options,
  must: true,
  triggers: [
    { event: "deployment", actions: ["created"] },
    { event: "deployment_status", actions: ["created"] },
  ],
  seenBySweep: false,
  title: ({ environment }) => `The latest deployment to ${environment} succeeded`,
  needs: (context, options) =>
    wantedPlaces(context, options.repository).flatMap((place) => (place === null ? [] : [query(place, options)])),
  evaluate: ({ facts, ...context }, options) =>
    inEach(context, options.repository, (place) => {
      const latest = answerTo(facts, query(place, options));
      const url = `${place.url}/deployments`;
      const todo = { text: `Deploy to ${options.environment}`, who: "write", url } as const;
      if (latest === null) return unmet(`nothing was deployed to ${options.environment} yet`, todo);
      if (latest.state === "success") return met("it succeeded");
      const which = `the latest deployment to ${options.environment}`;
      const state = latest.state?.replaceAll("_", " ");
      const reason = state === undefined ? `${which} has no status yet` : `the status of ${which} is ${state}`;
      return unmet(reason, { ...todo, text: `Make a deployment to ${options.environment} succeed` }, [
        { title: "The deployments", url },
      ]);
    }),
});

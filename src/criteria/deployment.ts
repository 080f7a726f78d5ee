// deployment: the latest deployment to an environment succeeded.
import type { FactQuery } from "../github/model.ts";
import { type Criterion, met, unmet } from "./criterion.ts";
import { answerTo } from "./facts.ts";

type Options = { environment: string };

const query = ({ environment }: Options): FactQuery<"deployment"> => ({ kind: "deployment", environment });

/** GitHub sets a deployment inactive when a later one takes its place, or when it was taken down. */
export const deployment: Criterion<Options> = {
  name: "deployment",
  title: ({ environment }) => `The latest deployment to ${environment} succeeded`,
  needs: (_context, options) => [query(options)],
  evaluate: ({ facts, repository }, options) => {
    const latest = answerTo(facts, query(options));
    if (latest === null) return unmet(`nothing was deployed to ${options.environment} yet`);
    if (latest.state === "success") return met("it succeeded");
    const which = `the latest deployment to ${options.environment}`;
    const state = latest.state?.replaceAll("_", " ");
    const reason = state === undefined ? `${which} has no status yet` : `the status of ${which} is ${state}`;
    return unmet(reason, [{ title: "The deployments", url: `${repository.url}/deployments` }]);
  },
};

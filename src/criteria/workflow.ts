// workflow: the latest completed run of a workflow on the default branch succeeded.
import type { FactQuery } from "../github/model.ts";
import { shortText } from "../values/text.ts";
import { defineCriterion, met, type OptionsOf, unmet } from "./criterion.ts";
import { answerTo } from "./facts.ts";
import { inEach, wantedPlaces } from "./members.ts";
import { repositoryOption } from "./options.ts";
import { type MemberPlace, type PlacedQuery, placeQuery } from "./placed.ts";

const options = {
  file: shortText.meta({ description: "The workflow's file name.", examples: ["e2e.yml"] }),
  repository: repositoryOption,
};
type Options = OptionsOf<typeof options>;

/** GitHub knows a workflow by its file's name; people may write where the file is. */
function query(place: MemberPlace | null, { file }: Options): PlacedQuery<FactQuery<"workflow-run">>[] {
  if (place === null || place.defaultBranch === null) return [];
  const name = file.split("/").at(-1) ?? file;
  return [placeQuery(place, { kind: "workflow-run", file: name, branch: place.defaultBranch })];
}

export const workflowCriterion = defineCriterion({
  name: "workflow",
  metWhen: "the latest completed run of the workflow on the default branch succeeded; a fork's runs don't count",
  options,
  must: true,
  triggers: [{ event: "workflow_run", actions: ["completed"], when: ["default-branch"] }],
  seenBySweep: false,
  title: ({ file }) => `The latest run of ${file} succeeded`,
  needs: (context, options) => wantedPlaces(context, options.repository).flatMap((place) => query(place, options)),
  evaluate: ({ facts, ...context }, options) =>
    inEach(context, options.repository, (place) => {
      const [asked] = query(place, options);
      if (asked === undefined) return unmet("the repository has no default branch yet", null);
      const run = answerTo(facts, asked);
      const actions = `${place.url}/actions`;
      const todo = (text: string, url: string) => ({ text, who: "write", url }) as const;
      if (run === "no-workflow")
        return unmet(`there is no workflow ${asked.file}`, todo(`Add the workflow ${asked.file}`, actions));
      if (run === "no-run")
        return unmet(
          `${asked.file} has not completed a run on ${asked.branch} yet`,
          todo(`Run ${asked.file} on ${asked.branch}`, `${actions}/workflows/${asked.file}`),
        );
      if (run.conclusion === "success") return met(`it succeeded on ${asked.branch}`);
      const again = todo(`Make ${asked.file} succeed on ${asked.branch}`, run.url);
      const reason = `${asked.file} ended with ${run.conclusion} on ${asked.branch}`;
      return unmet(reason, again, [{ title: "The run", url: run.url }]);
    }),
});

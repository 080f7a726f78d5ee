// workflow: the latest completed run of a workflow on the default branch succeeded.
import type { FactQuery } from "../github/model.ts";
import { type Context, type Criterion, met, unmet } from "./criterion.ts";
import { answerTo } from "./facts.ts";

type Options = { file: string };

/** GitHub knows a workflow by its file's name; people may write where the file is. */
const query = ({ repository }: Context, { file }: Options): FactQuery<"workflow-run">[] =>
  repository.defaultBranch === null
    ? []
    : [{ kind: "workflow-run", file: file.split("/").at(-1) ?? file, branch: repository.defaultBranch }];

export const workflow: Criterion<Options> = {
  name: "workflow",
  title: ({ file }) => `The latest run of ${file} succeeded`,
  needs: query,
  evaluate: ({ facts, ...context }, options) => {
    const [asked] = query(context, options);
    if (asked === undefined) return unmet("the repository has no default branch yet");
    const run = answerTo(facts, asked);
    if (run === "no-workflow") return unmet(`there is no workflow ${asked.file}`);
    if (run === "no-run") return unmet(`${asked.file} has not completed a run on ${asked.branch} yet`);
    if (run.conclusion === "success") return met(`it succeeded on ${asked.branch}`);
    return unmet(`${asked.file} ended with ${run.conclusion} on ${asked.branch}`, [{ title: "The run", url: run.url }]);
  },
};

// no-open: no open issue of the repository has all of the labels.
import type { FactQuery } from "../github/model.ts";
import { count, defineCriterion, met, type OptionsOf, type PhaseContext, unmetBy } from "./criterion.ts";
import { answerTo } from "./facts.ts";
import { labelList } from "./options.ts";

const options = {
  labels: labelList.meta({ description: "All of these together.", examples: [["bug", "critical"]] }),
};
type Options = OptionsOf<typeof options>;

const query = ({ spelled }: Pick<PhaseContext, "spelled">, { labels }: Options): FactQuery<"open-issues"> => ({
  kind: "open-issues",
  labels: labels.map(spelled),
});

export const noOpenCriterion = defineCriterion({
  name: "no-open",
  metWhen: "no open issue of the repository has all of the labels",
  options,
  must: true,
  triggers: "every-look",
  seenBySweep: true,
  title: ({ labels }) => `No open issue is labelled ${labels.join(" and ")}`,
  needs: (context, options) => [query(context, options)],
  evaluate: ({ facts, ...context }, options) => {
    const { first, total } = answerTo(facts, query(context, options));
    if (total === 0) return met("none is open");
    const found = count(total ?? first.length, "open issue");
    const reason = `${total === null ? "more than " : ""}${found} labelled ${options.labels.join(" and ")}`;
    const filter = ["is:issue", "is:open", ...options.labels.map((name) => `label:"${name}"`)].join(" ");
    const url = `${context.repository.url}/issues?q=${encodeURIComponent(filter)}`;
    const text = `Close the open issues labelled ${options.labels.join(" and ")}`;
    return unmetBy(reason, { text, who: "triage", url }, first, total ?? first.length);
  },
});

// no-open: no open issue of the repository has all of the labels.
import type { FactQuery } from "../github/model.ts";
import { type Context, type Criterion, count, met, unmetBy } from "./criterion.ts";
import { answerTo } from "./facts.ts";

type Options = { labels: string[] };

const query = ({ spelled }: Pick<Context, "spelled">, { labels }: Options): FactQuery<"open-issues"> => ({
  kind: "open-issues",
  labels: labels.map(spelled),
});

export const noOpen: Criterion<Options> = {
  name: "no-open",
  title: ({ labels }) => `No open issue is labelled ${labels.join(" and ")}`,
  needs: (context, options) => [query(context, options)],
  evaluate: ({ facts, ...context }, options) => {
    const { first, total } = answerTo(facts, query(context, options));
    if (total === 0) return met("none is open");
    const found = count(total ?? first.length, "open issue");
    const reason = `${total === null ? "more than " : ""}${found} labelled ${options.labels.join(" and ")}`;
    return unmetBy(reason, first, total ?? first.length);
  },
};

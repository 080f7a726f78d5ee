// release: something was published since the phase began.
import type { FactQuery } from "../github/model.ts";
import { compileGlob } from "../plan/pattern.ts";
import { type Context, type Criterion, met, unmet } from "./criterion.ts";
import { answerTo } from "./facts.ts";

type Options = { tag?: string | undefined; prerelease: boolean };

const query = ({ began }: Context): FactQuery<"releases">[] =>
  began === null ? [] : [{ kind: "releases", since: began }];

const named = (tag: string | undefined): string => (tag === undefined ? "release" : `release ${tag}`);

/** Drafts are no releases; prereleases count where the plan says so. */
export const release: Criterion<Options> = {
  name: "release",
  title: ({ tag }) => `A ${named(tag)} was published`,
  needs: query,
  evaluate: ({ facts, ...context }, { tag, prerelease }) => {
    const [asked] = query(context);
    if (asked === undefined) return unmet("the phase has not begun yet");
    const glob = compileGlob(tag ?? "*");
    const found = answerTo(facts, asked)
      .filter(({ publishedAt }) => publishedAt >= asked.since)
      .filter((each) => prerelease || !each.prerelease)
      .find((each) => glob.testExact(each.tag));
    const since = asked.since.toISOString().slice(0, 10);
    return found === undefined
      ? unmet(`no ${named(tag)} was published since the phase began on ${since}`)
      : met(`${found.tag} was published on ${found.publishedAt.toISOString().slice(0, 10)}`);
  },
};

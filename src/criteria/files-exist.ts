// files-exist: every path is on the default branch.
import type { FactQuery } from "../github/model.ts";
import { shortTexts } from "../values/text.ts";
import { count, defineCriterion, met, unmet } from "./criterion.ts";
import { answerTo } from "./facts.ts";
import { inEach, wantedPlaces } from "./members.ts";
import { repositoryOption } from "./options.ts";
import { type MemberPlace, type PlacedQuery, placeQuery } from "./placed.ts";

const options = {
  paths: shortTexts.min(1).meta({ description: "Paths from the root.", examples: [["docs/runbook.md"]] }),
  repository: repositoryOption,
};

/** As Git writes it: from the root, without slashes around. */
const query = (place: MemberPlace, path: string): PlacedQuery<FactQuery<"path">> =>
  placeQuery(place, { kind: "path", path: path.replace(/^(\.?\/)+|\/+$/g, "") });

export const filesExistCriterion = defineCriterion({
  name: "files-exist",
  metWhen: "every path is on the default branch",
  options,
  must: true,
  triggers: [{ event: "push", when: ["default-branch", "paths-changed"] }],
  seenBySweep: true,
  title: ({ paths }) => `${paths.length === 1 ? `${paths[0]} is` : `${count(paths.length, "file")} are`} there`,
  needs: (context, { paths, repository }) =>
    wantedPlaces(context, repository).flatMap((place) =>
      place === null ? [] : paths.map((path) => query(place, path)),
    ),
  evaluate: ({ facts, ...context }, { paths, repository }) =>
    inEach(context, repository, (place) => {
      const missing = paths.filter((path) => !answerTo(facts, query(place, path)));
      const progress = `${paths.length - missing.length} of ${count(paths.length, "path")} found`;
      if (missing.length === 0) return met(progress);
      const url = `${place.url}/tree/HEAD`;
      const open = missing.map((path) => ({ title: path, url }));
      const what = missing.length === 1 ? `${missing[0]}` : count(missing.length, "missing file");
      const todo = { text: `Add ${what} to the default branch`, who: "write", url } as const;
      return unmet(progress, todo, open.slice(0, 10), Math.max(0, open.length - 10));
    }),
});

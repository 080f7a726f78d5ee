// alerts: no security alert is open. Only met, unmet or unknown is shown: what is open is for people who may read it on GitHub.
import { z } from "zod";
import type { FactQuery } from "../github/model.ts";
import { defineCriterion, type Evaluation, met, type OpenItem, type OptionsOf, unknown, unmet } from "./criterion.ts";
import { answerTo } from "./facts.ts";
import { inEach, wantedPlaces } from "./members.ts";
import { repositoryOption } from "./options.ts";
import { type MemberPlace, type PlacedQuery, placeQuery } from "./placed.ts";

const KINDS = ["code-scanning", "dependabot", "secret-scanning"] as const;

const options = {
  kinds: z
    .array(z.enum(KINDS))
    .min(1)
    .max(KINDS.length)
    .default([...KINDS])
    .meta({ description: "Which alerts count.", examples: [["dependabot", "secret-scanning"]] }),
  severity: z
    .enum(["low", "medium", "high", "critical"])
    .default("high")
    .meta({
      description: "The lowest security severity that counts; secret scanning's count whatever theirs is.",
      examples: ["critical"],
    }),
  repository: repositoryOption,
};
type Options = OptionsOf<typeof options>;

const queries = (place: MemberPlace, { kinds, severity }: Options): PlacedQuery<FactQuery<"open-alerts">>[] =>
  [...new Set(kinds)].map((of) => placeQuery(place, { kind: "open-alerts", of, severity }));

export const alertsCriterion = defineCriterion({
  name: "alerts",
  metWhen:
    "no security alert of the kinds is open; a kind that is switched off, or that the app may not read, is unknown, which blocks. The app's registration [needs more](protecting.md#for-the-criterion-alerts)",
  options,
  must: true,
  triggers: [
    {
      event: "code_scanning_alert",
      actions: ["created", "fixed", "closed_by_user", "reopened", "reopened_by_user", "appeared_in_branch"],
    },
    {
      event: "dependabot_alert",
      actions: ["created", "fixed", "dismissed", "auto_dismissed", "reopened", "auto_reopened", "reintroduced"],
    },
    { event: "secret_scanning_alert", actions: ["created", "resolved", "reopened"] },
  ],
  seenBySweep: false,
  optIn: {
    permissions: { security_events: "read", vulnerability_alerts: "read", secret_scanning_alerts: "read" },
    events: ["code_scanning_alert", "dependabot_alert", "secret_scanning_alert"],
  },
  title: ({ kinds, severity }) =>
    `No security alert is open (${[...new Set(kinds)].join(", ")}; of at least ${severity} severity)`,
  needs: (context, options) =>
    wantedPlaces(context, options.repository).flatMap((place) => (place === null ? [] : queries(place, options))),
  evaluate: ({ facts, ...context }, options) =>
    inEach(context, options.repository, (place) => {
      const answers = queries(place, options).map((query) => ({ kind: query.of, answer: answerTo(facts, query) }));
      const off = answers.find(({ answer }) => answer === "off");
      const tab = [{ title: "The security tab", url: `${place.url}/security` }];
      if (answers.some(({ answer }) => answer === "open"))
        return unmet("the security tab has open alerts", { ...CLOSE, url: `${place.url}/security` }, tab);
      if (off === undefined) return met("none is open");
      return switchedOff(off.kind, place.url, tab);
    }),
});

const CLOSE = { text: "Close the open security alerts", who: "write" } as const;

const SWITCH = "on, or take it out of the plan's kinds";

function switchedOff(kind: string, repository: string, open: OpenItem[]): Evaluation {
  const todo = {
    text: `Switch ${kind} ${SWITCH}`,
    who: "admin",
    url: `${repository}/settings/security_analysis`,
  } as const;
  const reason = `${kind} is switched off in the repository, or has not run yet`;
  return { ...unknown(reason, todo), open, hint: `switch it ${SWITCH}` };
}

// What is left out of a recorded case: people's words and anything secret. A list of rules, each over every place of its shape.
import type { OwnerRoster } from "../../github/model.ts";
import { isSameName } from "../../names.ts";
import { isOwnersHome } from "../../plan/resolve.ts";
import { planInForce } from "../needed-facts.ts";
import type { SeenCase } from "./case.ts";
import {
  foundIn,
  hasBody,
  isCheckRun,
  isComment,
  isLabel,
  isMilestone,
  isOwnIssue,
  isRelease,
  rewriteTexts,
} from "./shapes.ts";
import { CUT_TEXT, markerKindsOnly, markersOnly, ownIssueOnly, tasksOnly, withoutSecrets } from "./texts.ts";

/** `apply` changes the case in place. */
export type CaseRule = { name: string; apply(seen: SeenCase): void };

/** The case, and those of the plans that it proposes. */
export const casesIn = (seen: SeenCase): SeenCase[] => [
  seen,
  ...seen.proposals.flatMap(({ effect }) => (effect === null ? [] : casesIn(effect))),
];

/** The other repositories of the owner are nobody's business. */
function rosterFor(reading: SeenCase["repository"], roster: OwnerRoster): OwnerRoster {
  const plan = planInForce(reading);
  const delivery = plan.kind === "inactive" ? null : plan.delivery;
  const named = [...(delivery?.members ?? []).map(({ name }) => name), ...(delivery?.overlapping ?? [])];
  const isKept = (name: string): boolean =>
    isOwnersHome(name) || [reading.name, ...named].some((each) => isSameName(each, name));
  const { properties } = roster;
  return {
    ...roster,
    repositories: roster.repositories.filter(({ name }) => isKept(name)),
    properties: properties === null ? null : new Map([...properties].filter(([name]) => isKept(name))),
  };
}

/** In this order: what is more is known of a text first. */
export const REDUCTIONS: readonly CaseRule[] = [
  {
    name: "comments keep the app's markers; what others wrote keeps the kind of the marker that it shows",
    apply: (seen) => {
      for (const comment of foundIn(seen, isComment))
        comment.body = comment.own ? markersOnly(comment.body) : markerKindsOnly(comment.body);
    },
  },
  {
    name: "reviews and dashboards keep the app's markers, the headings, and the boxes of the section Review",
    apply: (seen) => {
      for (const issue of foundIn(seen, isOwnIssue)) issue.body = ownIssueOnly(issue.body);
    },
  },
  {
    name: "any other body keeps the kinds of markers",
    apply: (seen) => {
      const known = new Set<object>([...foundIn(seen, isComment), ...foundIn(seen, isOwnIssue)]);
      for (const other of foundIn(seen, hasBody))
        if (!known.has(other)) other.body = typeof other.body === "string" ? markerKindsOnly(other.body) : null;
    },
  },
  {
    name: "descriptions of milestones keep the boxes of their tasks",
    apply: (seen) => {
      for (const milestone of foundIn(seen, isMilestone)) milestone.description = tasksOnly(milestone.description);
    },
  },
  {
    name: "labels of others have no description, and releases no name but their tag",
    apply: (seen) => {
      for (const label of foundIn(seen, isLabel))
        if (!label.description.startsWith("Milegate ")) label.description = "";
      for (const release of foundIn(seen, isRelease)) release.name = release.tag;
    },
  },
  {
    name: "of the owner's repositories, those that the delivery is about, and the owner's own",
    apply: (seen) => {
      for (const { repository } of casesIn(seen)) {
        if (repository.roster !== undefined) repository.roster = rosterFor(repository, repository.roster);
      }
    },
  },
  {
    // Without a summary, GitHub did not tell it.
    name: "checks keep their titles",
    apply: (seen) => {
      for (const check of foundIn(seen, isCheckRun)) check.summary = check.summary === "" ? "" : CUT_TEXT;
    },
  },
  {
    name: "texts keep no token, and addresses no parameters",
    apply: (seen) => rewriteTexts(seen, withoutSecrets),
  },
];

// The dashboard as an issue: which one it is, and what must be written so that it is up to date.

import type { Change } from "../change.ts";
import type { MemberPlace } from "../criteria/placed.ts";
import { isDashboardIssue } from "../decisions/own-issue.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { placeText } from "../delivery/home-words.ts";
import type { OwnIssue, RepositoryReading } from "../github/model.ts";
import type { IssueChange } from "../github/port.ts";
import { isSameName } from "../names.ts";
import { DASHBOARD_LABEL, DASHBOARD_MARKER, DASHBOARD_TITLE } from "../vocabulary.ts";

const LABEL = { name: DASHBOARD_LABEL, color: "5319e7", description: "Kept up to date by Milegate" };

/** Where the plan wants none, or the delivery has its own elsewhere, whatever was one says so. */
export function retireDashboards({ plan, home }: Pick<Delivery, "plan" | "home">, own: readonly OwnIssue[]): Change[] {
  const why = plan.dashboard ? elsewhere(home) : NOT_WANTED;
  return own.filter(isDashboardIssue).flatMap((issue) => retired(issue, why));
}

/**
 * Only issues that the app wrote may be given. `body` is what it has to say. Of two (by accident, or one that was moved here) the older one
 * stays. What the app has closed itself says so, and is opened again when it is wanted; closed by somebody, it stays closed.
 */
export function decideDashboard(
  body: string,
  own: readonly OwnIssue[],
  repository: Pick<RepositoryReading, "labels">,
): Change[] {
  const issues = own.filter(isDashboardIssue).toSorted((a, b) => a.number - b.number);
  const [issue, ...others] = issues;
  if (issue === undefined) return opened(body, repository);
  return [...kept(issue, body, repository), ...others.flatMap((each) => retired(each, secondTo(issue)))];
}

const labelMissing = ({ labels }: Pick<RepositoryReading, "labels">): Change[] =>
  labels.some(({ name }) => isSameName(name, LABEL.name)) ? [] : [{ kind: "create-label", ...LABEL }];

const opened = (body: string, repository: Pick<RepositoryReading, "labels">): Change[] => [
  ...labelMissing(repository),
  { kind: "open-issue", title: DASHBOARD_TITLE, body, labels: [LABEL.name], assignees: [], pin: true },
];

function kept(issue: OwnIssue, body: string, repository: Pick<RepositoryReading, "labels">): Change[] {
  const labelled = issue.labels.some(({ name }) => isSameName(name, LABEL.name));
  const label: Change = { kind: "add-labels", item: issue.number, labels: [LABEL.name] };
  const again = issue.state === "closed" && bodyOf(issue).startsWith(RETIRED);
  return [
    ...(labelled ? [] : [...labelMissing(repository), label]),
    ...updated(issue, {
      ...(issue.title === DASHBOARD_TITLE ? {} : { title: DASHBOARD_TITLE }),
      ...(bodyOf(issue) === body ? {} : { body }),
      ...(again ? { state: "open" } : {}),
    }),
  ];
}

/** GitHub may hand text back with other line ends. */
const bodyOf = ({ body }: OwnIssue): string => body.replaceAll("\r\n", "\n").trim();

const updated = ({ number }: OwnIssue, change: IssueChange): Change[] =>
  Object.keys(change).length === 0 ? [] : [{ kind: "update-issue", number, change }];

const RETIRED = `${DASHBOARD_MARKER}\n<!-- milegate:retired -->`;

function retired(issue: OwnIssue, why: string): Change[] {
  const body = `${RETIRED}\n\n${why}`;
  return updated(issue, {
    ...(bodyOf(issue) === body ? {} : { body }),
    ...(issue.state === "open" ? { state: "closed", stateReason: "not_planned" } : {}),
  });
}

const NOT_WANTED =
  "This dashboard is not kept up to date any more: the plan says `dashboard: false`. Without that it is opened again.";

const elsewhere = (home: MemberPlace): string =>
  `This dashboard is not kept up to date any more: this repository belongs to a delivery over several, whose dashboard is in ${placeText(home)}.`;

const secondTo = ({ number }: OwnIssue): string =>
  `This dashboard is not kept up to date: a repository has one, and that is #${number}.`;

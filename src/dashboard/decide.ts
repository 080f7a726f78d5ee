// The dashboard as an issue: which one it is, and what must be written so that it is up to date.
import type { OwnIssue, RepositoryReading } from "../github/port.ts";
import { sameLabel } from "../labels/labels.ts";
import type { Change } from "../reconcile/change.ts";
import { DASHBOARD_MARKER } from "./render.ts";

const TITLE = "Delivery dashboard";
const LABEL = { name: "milegate", color: "5319e7", description: "Kept up to date by Milegate" };

/** Only issues that the app wrote may be given. */
export const isDashboard = ({ body, title }: Pick<OwnIssue, "body" | "title">): boolean =>
  body.includes(DASHBOARD_MARKER) || title === TITLE;

/** Two by accident: the older one stays. Closed by somebody, it stays closed. */
export function decideDashboard(
  body: string,
  own: readonly OwnIssue[],
  { labels }: Pick<RepositoryReading, "labels">,
): Change[] {
  const [issue] = own.filter(isDashboard).toSorted((a, b) => a.number - b.number);
  const missing = labels.some(({ name }) => sameLabel(name, LABEL.name)) ? [] : [LABEL];
  const create = missing.map((each): Change => ({ kind: "create-label", ...each }));
  if (issue === undefined)
    return [...create, { kind: "open-issue", title: TITLE, body, labels: [LABEL.name], assignees: [], pin: true }];
  const change = {
    ...(issue.title === TITLE ? {} : { title: TITLE }),
    ...(issue.body.replaceAll("\r\n", "\n").trim() === body ? {} : { body }),
  };
  const labelled = issue.labels.some(({ name }) => sameLabel(name, LABEL.name));
  const label: Change = { kind: "add-labels", item: issue.number, labels: [LABEL.name] };
  return [
    ...(labelled ? [] : [...create, label]),
    ...(Object.keys(change).length === 0 ? [] : [{ kind: "update-issue", number: issue.number, change } as const]),
  ];
}

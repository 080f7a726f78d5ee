// Security alerts of a repository, as far as it is scanned for them.
import type { Context } from "hono";
import { GitHubError } from "../model.ts";
import type { Alert, AlertKind } from "../model-alerts.ts";
import { alertView } from "../views/alert.ts";
import { paged, READ_WITHIN, type Rest, whereOf } from "./router.ts";

/** What GitHub says where a repository is not scanned: a 403 as of a missing permission, or a 404. */
const NOT_SCANNED: Record<AlertKind, GitHubError> = {
  "code-scanning": new GitHubError(404, "no analysis found"),
  dependabot: new GitHubError(403, "Dependabot alerts are disabled for this repository."),
  "secret-scanning": new GitHubError(404, "Secret scanning is disabled on this repository."),
};

const PERMISSIONS: Record<AlertKind, string> = {
  "code-scanning": "security_events",
  dependabot: "vulnerability_alerts",
  "secret-scanning": "secret_scanning_alerts",
};

export function alertRoutes(rest: Rest): void {
  for (const kind of ["code-scanning", "dependabot", "secret-scanning"] as const)
    rest.app.get(`/repos/:owner/:repo/${kind}/alerts`, async (context) => {
      const { world, repository } = await whereOf(rest, context, READ_WITHIN(PERMISSIONS[kind]));
      if (!repository.security.scanned.has(kind)) throw NOT_SCANNED[kind];
      const found = repository.security.alerts
        .filter((alert) => alert.kind === kind)
        .filter(isAskedFor(context))
        .toReversed();
      return paged(context, found, (alert) => alertView(world, repository, alert));
    });
}

/** Every state that is not open is one in which an alert is closed. */
function isAskedFor(context: Context): (alert: Alert) => boolean {
  const { state, severity } = context.req.query();
  const severities = severity?.split(",");
  return (alert) =>
    (state === undefined || alert.open === (state === "open")) &&
    (severities === undefined || severities.some((each) => each === alert.severity));
}

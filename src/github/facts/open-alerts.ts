// open-alerts: whether an alert of a kind is open, and nothing more of it: what it says is for people who may read it on GitHub.
import type { ReadContext } from "../context.ts";
import { type FactAnswer, requestFact } from "./definition.ts";

type AlertKind = "code-scanning" | "dependabot" | "secret-scanning";
type Severity = "low" | "medium" | "high" | "critical";

/** Of at least that severity; secrets have none, and count whatever it is. */
type Question = { kind: "open-alerts"; of: AlertKind; severity: Severity };
/** `off` where the repository has no alerts of the kind: they are switched off, or nothing was scanned yet. */
type Answer = "open" | "none" | "off";

const PERMISSIONS: Record<AlertKind, string> = {
  "code-scanning": "security_events: read",
  dependabot: "vulnerability_alerts: read",
  "secret-scanning": "secret_scanning_alerts: read",
};

const RANK: readonly Severity[] = ["low", "medium", "high", "critical"];

type Reading = (context: ReadContext, severities: readonly Severity[]) => Promise<boolean>;

const READINGS: Record<AlertKind, Reading> = {
  "code-scanning": hasCodeAlert,
  dependabot: hasDependencyAlert,
  "secret-scanning": hasSecretAlert,
};

export const openAlertsFact = requestFact({
  kind: "open-alerts",
  along: true,
  read: async (context, { of, severity }: Question): Promise<FactAnswer<Answer>> => {
    try {
      const isOpen = await READINGS[of](context, RANK.slice(RANK.indexOf(severity)));
      return { kind: "read", value: isOpen ? "open" : "none" };
    } catch (error) {
      if (isOff(error)) return { kind: "read", value: "off" };
      if (statusOf(error) === 403) return { kind: "denied", permission: PERMISSIONS[of] };
      throw error;
    }
  },
});

const PAGE = 100;

/** Those of the default branch. GitHub filters them by no severity: https://docs.github.com/en/rest/code-scanning/code-scanning#list-code-scanning-alerts-for-a-repository */
async function hasCodeAlert({ rest, where }: ReadContext, severities: readonly Severity[]): Promise<boolean> {
  const asked = { owner: where.owner, repo: where.name, state: "open", per_page: PAGE } as const;
  for (let page = 1; ; page += 1) {
    const { data } = await rest.codeScanning.listAlertsForRepo({ ...asked, page });
    if (data.some(({ rule }) => severities.some((each) => each === rule.security_severity_level))) return true;
    if (data.length < PAGE) return false;
  }
}

/** https://docs.github.com/en/rest/dependabot/alerts#list-dependabot-alerts-for-a-repository */
async function hasDependencyAlert({ rest, where }: ReadContext, severities: readonly Severity[]): Promise<boolean> {
  const asked = { owner: where.owner, repo: where.name, state: "open", severity: severities.join(","), per_page: 1 };
  return (await rest.dependabot.listAlertsForRepo(asked)).data.length > 0;
}

/** Without the secrets themselves: https://docs.github.com/en/rest/secret-scanning/secret-scanning#list-secret-scanning-alerts-for-a-repository */
async function hasSecretAlert({ rest, where }: ReadContext): Promise<boolean> {
  const asked = { owner: where.owner, repo: where.name, state: "open", hide_secret: true, per_page: 1 } as const;
  return (await rest.secretScanning.listAlertsForRepo(asked)).data.length > 0;
}

const statusOf = (error: unknown): unknown => (error instanceof Error && "status" in error ? error.status : undefined);

/** Code scanning and Dependabot say so in a 403, as of a missing permission; secret scanning, and code that was never scanned, in a 404. */
const isOff = (error: unknown): boolean =>
  statusOf(error) === 404 ||
  (statusOf(error) === 403 && error instanceof Error && /disabled|not enabled|must be enabled/i.test(error.message));

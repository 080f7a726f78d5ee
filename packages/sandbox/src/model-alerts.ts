// Security alerts in the sandbox's world.

export type AlertKind = "code-scanning" | "dependabot" | "secret-scanning";
export type AlertSeverity = "low" | "medium" | "high" | "critical";

/** `severity` is null for secrets, and for findings in code that are no weakness. */
export type Alert = {
  kind: AlertKind;
  /** Counted for each kind by itself. */
  number: number;
  severity: AlertSeverity | null;
  open: boolean;
  createdAt: Date;
  updatedAt: Date;
};

/** What a repository is scanned for, and what was found. */
export type Security = { scanned: Set<AlertKind>; alerts: Alert[] };

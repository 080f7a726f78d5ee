// Security alerts: raised and closed by GitHub's scanners.
import { tell, type Where } from "../events.ts";
import type { Alert, AlertKind, AlertSeverity } from "../model-alerts.ts";
import { alertWebhook } from "../views/alert.ts";
import { notFound } from "../world.ts";

const EVENTS: Record<AlertKind, { event: string; closed: string }> = {
  "code-scanning": { event: "code_scanning_alert", closed: "fixed" },
  dependabot: { event: "dependabot_alert", closed: "fixed" },
  "secret-scanning": { event: "secret_scanning_alert", closed: "resolved" },
};

/** Switches scanning on or off. GitHub sends no event for it. */
export function setScanning({ repository }: Where, kind: AlertKind, on: boolean): void {
  if (on) repository.security.scanned.add(kind);
  else repository.security.scanned.delete(kind);
}

export function raiseAlert(where: Where, kind: AlertKind, severity: AlertSeverity | null): Alert {
  const { world, repository } = where;
  if (!repository.security.scanned.has(kind)) throw notFound();
  const number = repository.security.alerts.filter((alert) => alert.kind === kind).length + 1;
  const now = world.now();
  const alert: Alert = { kind, number, severity, open: true, createdAt: now, updatedAt: now };
  repository.security.alerts.push(alert);
  tellAlert(where, alert, "created");
  return alert;
}

export function closeAlert(where: Where, alert: Alert): void {
  alert.open = false;
  alert.updatedAt = where.world.now();
  tellAlert(where, alert, EVENTS[alert.kind].closed);
}

const tellAlert = (where: Where, alert: Alert, action: string): void =>
  tell(where, EVENTS[alert.kind].event, action, alertWebhook(where.world, where.repository, alert));

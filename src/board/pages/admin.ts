// Operations: jobs that failed, the queue, GitHub's limits, installations. For administrators only.
import { html } from "hono/html";
import type { FailedJob } from "../../queue/kept.ts";
import type { QueueDepth } from "../../queue/queue.ts";
import { type BoardHtml, dataTable, emptyNote } from "../layout.ts";

/** What is left of an installation's hour, as GitHub told last. */
export type LimitRow = { installation: string; resource: string; remaining: number };

export type InstallationRow = { installation: string; owner: string; repositories: number };

export type Operations = {
  failures: readonly FailedJob[];
  depth: QueueDepth;
  limits: readonly LimitRow[];
  installations: readonly InstallationRow[];
};

export const ADMIN_PATH = "/admin";
export const JOBS_PATH = "/admin/jobs";

export const adminMain = ({ failures, depth, limits, installations }: Operations, csrf: string): BoardHtml => html`
    <h2>Failed jobs</h2>
    ${
      failures.length === 0
        ? emptyNote("No job failed.")
        : dataTable(
            "Failed jobs",
            ["Job", "Error", "Attempts", "Failed", "Do"],
            failures.map((job) => failureRow(job, csrf)),
          )
    }
    <h2>Queue</h2>
    <ul class="counts">
      <li><strong>${depth.ready}</strong> ready</li>
      <li><strong>${depth.waiting}</strong> waiting</li>
      <li><strong>${depth.running}</strong> running</li>
      <li><strong>${Math.round(depth.oldestSeconds)} s</strong> waits the oldest</li>
    </ul>
    <h2>GitHub's limits</h2>
    ${limits.length === 0 ? emptyNote("GitHub told of none yet.") : dataTable("GitHub's limits", ["Installation", "Of", "Left this hour"], limits.map(limitRow))}
    <h2>Installations</h2>
    ${installations.length === 0 ? emptyNote("No installation was looked at yet.") : dataTable("Installations", ["Installation", "Owner", "Active repositories"], installations.map(installationRow))}`;

const failureRow = ({ id, repository, key, error, attempts, failedAt }: FailedJob, csrf: string): BoardHtml => html`<tr>
      <th scope="row">${repository}<br /><span class="meta">${key}</span></th>
      <td>${error.slice(0, 500)}</td>
      <td class="number">${attempts}</td>
      <td><time datetime="${failedAt.toISOString()}">${failedAt.toISOString().slice(0, 16).replace("T", " ")}</time></td>
      <td><form class="inline" method="post" action="${JOBS_PATH}">
        <input type="hidden" name="csrf" value="${csrf}" />
        <input type="hidden" name="id" value="${id}" />
        <button name="action" value="retry" aria-label="Retry ${key} of ${repository}">Retry</button>
        <button name="action" value="discard" aria-label="Discard ${key} of ${repository}">Discard</button>
      </form></td>
    </tr>`;

const limitRow = ({ installation, resource, remaining }: LimitRow): BoardHtml =>
  html`<tr><th scope="row">${installation}</th><td>${resource}</td><td class="number">${remaining}</td></tr>`;

const installationRow = ({ installation, owner, repositories }: InstallationRow): BoardHtml =>
  html`<tr><th scope="row">${installation}</th><td>${owner}</td><td class="number">${repositories}</td></tr>`;

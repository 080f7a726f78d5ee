// What the service counts, for Prometheus. No label takes values from outside: repositories and installations are in the log.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { parseMarker } from "../decisions/marker.ts";
import type { LimitCause } from "../github/errors.ts";
import type { Resource } from "../github/limits.ts";
import type { RepositoryPort } from "../github/port.ts";
import type { Observer } from "../github/requests.ts";
import type { NoticeResult } from "../notify/courier.ts";
import type { OutboxDepth } from "../queue/outbox.ts";
import type { QueueDepth } from "../queue/queue.ts";
import { isKnownEvent } from "../webhooks/subjects.ts";
import { type HttpHandler, pathOf } from "./http-server.ts";

export type ServiceMetrics = ReturnType<typeof makeMetrics>;

export type JobResult = "done" | "gone" | "waits" | "unavailable" | "failed";

const SECONDS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** A registry of its own, so that several services in one process don't mix. */
export function makeMetrics(depth: () => Promise<QueueDepth>, outbox: () => Promise<OutboxDepth>) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  queueGauges(registers, depth);
  outboxGauge(registers, outbox);
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name: `milegate_${name}_total`, help, labelNames, registers });
  const deliveries = counter("deliveries", "Verified webhooks by event and outcome", ["event", "outcome"]);
  const refused = counter("webhooks_refused", "Requests to the webhook path that were refused, by HTTP status", [
    "status",
  ]);
  const jobs = new Histogram({
    name: "milegate_job_seconds",
    help: "Time on a job, by what it looked at and how it ended; failed ones are retried",
    labelNames: ["kind", "result"],
    buckets: SECONDS,
    registers,
  });
  const waits = counter("waits", "Jobs given back until GitHub's limit is over, or until it is their turn to write", [
    "by",
  ]);
  const notices = counter("notices", "Requests to channels, by the channel's name in the settings and how they ended", [
    "channel",
    "result",
  ]);
  return {
    registry,
    notice: (channel: string, result: NoticeResult) => notices.inc({ channel, result }),
    delivery: (event: string, outcome: "stored" | "duplicate" | "ignored" | "failed") =>
      deliveries.inc({ event: isKnownEvent(event) ? event : "other", outcome }),
    refused: (status: number) => refused.inc({ status }),
    job: (kind: string, result: JobResult, seconds: number) => jobs.observe({ kind, result }, seconds),
    waits: (by: LimitCause) => waits.inc({ by }),
    github: githubMetrics(registers),
    counting: countingWrites(
      counter("verdicts", "Checks written, by conclusion", ["conclusion"]),
      counter("decisions", "Decisions recorded, by outcome", ["outcome"]),
    ),
  };
}

function queueGauges(registers: Registry[], depth: () => Promise<QueueDepth>): void {
  new Gauge({
    name: "milegate_queue_jobs",
    help: "Jobs by state; failed ones are kept for somebody to look at",
    labelNames: ["state"],
    registers,
    async collect() {
      const { oldestSeconds: _oldest, ...states } = await depth();
      for (const [state, count] of Object.entries(states)) this.set({ state }, count);
    },
  });
  new Gauge({
    name: "milegate_queue_oldest_seconds",
    help: "Age of the oldest job that is not done",
    registers,
    async collect() {
      this.set((await depth()).oldestSeconds);
    },
  });
}

function outboxGauge(registers: Registry[], depth: () => Promise<OutboxDepth>): void {
  new Gauge({
    name: "milegate_outbox_notices",
    help: "Notices to channels that are not sent yet; failing ones were tried several times",
    labelNames: ["state"],
    registers,
    async collect() {
      for (const [state, count] of Object.entries(await depth())) this.set({ state }, count);
    },
  });
}

/** Points come back after an hour. */
const WINDOW_MS = 3_600_000;

/** What is left of the hour, as GitHub told last. */
type RemainingPoints = { installation: string; resource: string; remaining: number };

function githubMetrics(registers: Registry[]): Observer & { known(): RemainingPoints[] } {
  const requests = new Histogram({
    name: "milegate_github_request_seconds",
    help: "Requests to GitHub by kind and result",
    labelNames: ["kind", "result"],
    buckets: SECONDS,
    registers,
  });
  const spent = new Counter({
    name: "milegate_github_points_total",
    help: "GraphQL points as GitHub counted them, by the name of the document",
    labelNames: ["document"],
    registers,
  });
  const left: Record<Resource, Map<number | null, { points: number; at: number }>> = {
    core: new Map(),
    graphql: new Map(),
  };
  new Gauge({
    name: "milegate_github_remaining",
    help: "Points left in this hour, of the installation that has the fewest",
    labelNames: ["resource"],
    registers,
    collect() {
      for (const [resource, installations] of Object.entries(left)) {
        for (const [installation, { at }] of installations)
          if (at < performance.now() - WINDOW_MS) installations.delete(installation);
        const points = [...installations.values()].map((each) => each.points);
        if (points.length > 0) this.set({ resource }, Math.min(...points));
      }
    },
  });
  return {
    asked: (kind, result, seconds) => requests.observe({ kind, result }, seconds),
    remaining: (installation, resource, points) => left[resource].set(installation, { points, at: performance.now() }),
    spent: (document, points) => spent.inc({ document }, points),
    known: () =>
      Object.entries(left).flatMap(([resource, installations]) =>
        [...installations].map(([installation, { points }]) => ({
          ...{
            installation: installation === null ? "the app itself" : String(installation),
            resource,
            remaining: points,
          },
        })),
      ),
  };
}

const OUTCOMES = ["continue", "pivot", "stop"];

/** Counts what is written, once GitHub has taken it. */
const countingWrites =
  (verdicts: Counter<"conclusion">, decisions: Counter<"outcome">) =>
  ({ write, ...repository }: RepositoryPort): RepositoryPort => {
    const { createCheck, updateCheck, setChecks, comment } = write;
    return {
      ...repository,
      write: {
        ...write,
        createCheck: async (sha, content) => {
          const made = await createCheck(sha, content);
          verdicts.inc({ conclusion: content.conclusion });
          return made;
        },
        updateCheck: async (id, sha, content) => {
          await updateCheck(id, sha, content);
          verdicts.inc({ conclusion: content.conclusion });
        },
        setChecks: async (checks) => {
          const answer = await setChecks(checks);
          const written = checks.filter((_check, index) => answer.kind === "answered" && answer.made[index] != null);
          for (const { content } of written) verdicts.inc({ conclusion: content.conclusion });
          return answer;
        },
        comment: async (item, body) => {
          const made = await comment(item, body);
          const marker = parseMarker(body);
          const outcome = marker?.kind === "decision" ? marker.values.get("outcome") : undefined;
          if (outcome !== undefined && OUTCOMES.includes(outcome)) decisions.inc({ outcome });
          return made;
        },
      },
    };
  };

export const metricsPage =
  (registry: Registry): HttpHandler =>
  async (request, response) => {
    if (request.method !== "GET" || pathOf(request) !== "/metrics") return false;
    const page = await registry.metrics();
    response.writeHead(200, { "content-type": registry.contentType });
    response.end(page);
    return true;
  };

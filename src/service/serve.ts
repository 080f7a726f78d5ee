// The running service: the HTTP server in front, the queue behind it, and workers on the queue.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { Probot } from "probot";
import type { Board } from "../board/board.ts";
import { enterpriseUrl } from "../github/base-url.ts";
import { AppOctokit } from "../github/client.ts";
import { connectGitHub, type GitHubConnection } from "../github/connect.ts";
import type { Courier } from "../notify/courier.ts";
import { packageVersion } from "../package-info.ts";
import { readPrivateKey } from "../private-key.ts";
import { openQueue, type RetryOptions, storeLocation } from "../queue/open.ts";
import type { WorkQueue } from "../queue/queue.ts";
import { type ServerSettings, SettingsError } from "../settings.ts";
import { steadyNow } from "../steady-clock.ts";
import type { ReconcileRequest, Subject } from "../subject.ts";
import { acceptDelivery } from "./accept-delivery.ts";
import { boardDetails, boardHandler, boardSettings, changesAccess, openBoard, toldStandings } from "./board-handler.ts";
import { openCourier, usableChannels } from "./channels.ts";
import { makeCommandOrder } from "./command-order.ts";
import { forgetEnded } from "./ended-installation.ts";
import { type CloseSocket, openFailuresSocket } from "./failures-socket.ts";
import { phasesAsking } from "./fellows.ts";
import { credentialsCheck, healthHandler, storeCheck, watchStore } from "./health.ts";
import { type HttpHandler, type HttpServer, startHttpServer } from "./http-server.ts";
import { makeLog } from "./log.ts";
import { makeMetrics, metricsPage, type ServiceMetrics } from "./metrics.ts";
import { type MissingFields, makeMissingFields } from "./missing-fields.ts";
import { makeOnceWriter } from "./once.ts";
import { makeOutageLog } from "./outage-log.ts";
import { peerLimitsOn, subscribePeerLimits } from "./peer-limits.ts";
import { type LagPatience, READ_LAG } from "./read-lag.ts";
import { makeRefusalLog } from "./refusal-log.ts";
import { makeSweep } from "./sweep.ts";
import { type SweepWatch, watchSweeps } from "./sweep-watch.ts";
import { dashboardJob, followingJobs, stepJob, type Task, task } from "./task.ts";
import { webhookEndpoint } from "./webhook-endpoint.ts";
import { runJob } from "./work.ts";

/** How long a stop waits for what is under way, in milliseconds; orchestrators kill after 30 s. */
const STOP_WITHIN_MS = 15_000;
/** GitHub waits ten seconds for an answer; a client that keeps its connection open must not keep us. */
const ANSWER_WITHIN_MS = 10_000;

const NO_SOCKET: CloseSocket = async () => undefined;

export type RunningService = { port: number; queue: WorkQueue<Task>; github: GitHubConnection; stop(): Promise<void> };

/** How long what fails, what meets an outage, and what reads do not show yet, waits; where it is not as usual. */
/** `fellowsMs`: for how long what only changes words in the other repositories of a delivery is gathered. */
export type ServicePatience = RetryOptions & { lag?: LagPatience; fellowsMs?: number };

const FELLOWS_MS = 5_000;

/** Resolves once webhooks are accepted. Rejects with a `SettingsError` for what a person has to set. */
export async function startService(
  settings: ServerSettings,
  log: Logger = makeLog(settings),
  { lag = READ_LAG, fellowsMs = FELLOWS_MS, ...retry }: ServicePatience = {},
): Promise<RunningService> {
  const options = probotOptions(settings, log);
  const opened = await openQueue(settings, (stored) => task.parse(stored), log, retry);
  const queue = { ...opened, standings: toldStandings(opened.standings, (key) => board.changed(key)) };
  const metrics = makeMetrics(queue.depth, queue.outbox.depth);
  const store = storeLocation(settings);
  const shown = boardSettings(settings);
  const board = openBoard(shown, { queue, metrics, log, isShared: store.kind === "shared" });
  const github = connectGitHub(new Probot(options), settings, metrics.github, peerLimitsOn(queue.shared, log));
  await subscribePeerLimits(queue.shared, github.paused);
  const askForSweep = (why: string) =>
    queue.enqueue(`${why}/${randomUUID()}`, [stepJob({ kind: "redeliver" }), stepJob({ kind: "sweep" })]);
  const watch = watchSweeps(settings.SWEEP_INTERVAL, () => askForSweep("watch"), log);
  const sweep = makeSweep({
    app: github.app,
    queue,
    version: packageVersion,
    intervalMs: settings.SWEEP_INTERVAL,
    log,
    clock: { wall: Date.now, steady: steadyNow },
    seen: watch.seen,
  });
  const ask = asking(queue, settings.DASHBOARD_DELAY);
  const outages = makeOutageLog(log, steadyNow);
  const missing = makeMissingFields(log);
  const once = makeOnceWriter(queue.shared, lag.totalMs);
  const { courier, notify } = openNotify(settings, { queue, github, log, metrics });
  const needs = {
    github,
    notify,
    standings: queue.standings,
    rosterMs: settings.SWEEP_INTERVAL,
    reaches: github.app.reaches,
    sweep,
    now: () => new Date(),
    log,
    metrics,
    outages,
    missingFields: missing.met,
    ask,
    askPhases: phasesAsking(queue, fellowsMs),
    patience: lag,
    details: boardDetails(shown),
    once,
    order: makeCommandOrder(lag.totalMs),
  };
  await queue.start((job, deliveries, claim) => runJob(needs, job, deliveries, claim));
  const handlers = handlersOf(settings, { queue, github, log, metrics, missing, board });
  const server = await startHttpServer({ host: settings.HOST, port: settings.PORT }, handlers, log);
  const closeSocket = store.kind === "embedded" ? await openFailuresSocket(store.directory, queue, log) : NO_SOCKET;
  // What was missed while nobody was here; at the same moment on other replicas it is the same job.
  await askForSweep("start");
  github.self().catch((error: unknown) => log.error({ err: error }, "GitHub does not accept the app's credentials"));
  return { port: server.port, queue, github, stop: () => stop({ server, queue, closeSocket, watch, courier, log }) };
}

type NotifyNeeds = { queue: WorkQueue<Task>; github: GitHubConnection; log: Logger; metrics: ServiceMetrics };

/** What sends notices, and where looks leave them. */
function openNotify({ notify }: ServerSettings, { queue, github, log, metrics }: NotifyNeeds) {
  const courier = openCourier(notify, { outbox: queue.outbox, log, count: metrics.notice });
  const usable = usableChannels(notify.channels, github.app, steadyNow);
  return { courier, notify: { usable, outbox: queue.outbox, stored: courier.wake } };
}

/** Stores further looks at a repository; its dashboard's waits for what else changes. */
const asking =
  (queue: Pick<WorkQueue<Task>, "enqueue">, dashboardDelayMs: number) =>
  async (repository: ReconcileRequest["repository"], subjects: readonly Subject[]): Promise<void> => {
    const jobs = subjects.flatMap((subject) =>
      subject.kind === "dashboard"
        ? [dashboardJob(repository, dashboardDelayMs)]
        : followingJobs(repository, [subject], Date.now()),
    );
    await queue.enqueue(`look/${randomUUID()}`, jobs);
  };

type HandlerNeeds = {
  queue: WorkQueue<Task>;
  github: GitHubConnection;
  log: Logger;
  metrics: ServiceMetrics;
  missing: MissingFields;
  board: Board;
};

function handlersOf({ WEBHOOK_PATH, WEBHOOK_SECRET }: ServerSettings, needs: HandlerNeeds): HttpHandler[] {
  const { queue, github, log, metrics, missing, board } = needs;
  const logRefusal = makeRefusalLog(log);
  const store = watchStore(queue.checkWritable);
  const enqueue: WorkQueue<Task>["enqueue"] = (id, jobs) => store.tracked(queue.enqueue(id, jobs));
  return [
    webhookEndpoint({
      path: WEBHOOK_PATH,
      secret: WEBHOOK_SECRET,
      accept: async (delivery) => {
        if (changesAccess(delivery.name)) board.accessChanged();
        await forgetEnded(queue.standings, delivery.name, delivery.payload);
        await acceptDelivery({ queue: { enqueue }, self: github.knownSelf, log, metrics, now: Date.now }, delivery);
      },
      refused: (status, reason) => {
        metrics.refused(status);
        logRefusal(status, reason);
      },
    }),
    healthHandler({
      store: storeCheck(store.checkWritable, log),
      credentials: credentialsCheck(github.verify, steadyNow),
      schema: missing.check,
    }),
    metricsPage(metrics.registry),
    boardHandler(board),
  ];
}

function probotOptions(settings: ServerSettings, log: Logger) {
  const { PRIVATE_KEY, PRIVATE_KEY_PATH, GHE_HOST, GHE_PROTOCOL } = settings;
  const privateKey = readPrivateKey({ PRIVATE_KEY, PRIVATE_KEY_PATH }, process.cwd());
  if (privateKey === null)
    throw new SettingsError("PRIVATE_KEY is not set. Set it, or PRIVATE_KEY_PATH, to the app's private key (PEM).");
  const baseUrl = GHE_HOST === undefined ? {} : { baseUrl: enterpriseUrl(GHE_PROTOCOL, GHE_HOST) };
  return { appId: settings.APP_ID, privateKey, secret: settings.WEBHOOK_SECRET, Octokit: AppOctokit, log, ...baseUrl };
}

type Stopping = {
  server: HttpServer;
  queue: WorkQueue<Task>;
  closeSocket: CloseSocket;
  watch: SweepWatch;
  courier: Courier;
  log: Logger;
};

/**
 * First nothing new comes in, and what came in gets its answer; then what runs may finish; what is not done stays in the
 * queue's store.
 */
async function stop({ server, queue, closeSocket, watch, courier, log }: Stopping): Promise<void> {
  log.info("stopping");
  watch.stop();
  const bound = sleep(ANSWER_WITHIN_MS, undefined, { ref: false });
  await Promise.race([server.stop(), bound]);
  await closeSocket();
  await courier.stop();
  await queue.stop(STOP_WITHIN_MS);
  log.info("stopped");
}

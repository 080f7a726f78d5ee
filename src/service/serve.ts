// The running service: Probot's server in front, the queue behind it, and workers on the queue.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { Probot, Server } from "probot";
import { milegate } from "../app.ts";
import { enterpriseUrl } from "../github/base-url.ts";
import { AppOctokit, type Connection, connect } from "../github/connect.ts";
import { readPrivateKey } from "../private-key.ts";
import { openQueue, type RetryOptions, storeLocation } from "../queue/open.ts";
import type { WorkQueue } from "../queue/queue.ts";
import { type Settings, SettingsError } from "../settings.ts";
import type { Look } from "../webhooks/subject.ts";
import { limitBodies } from "./body-limit.ts";
import { type Close, openFailuresSocket } from "./failures-socket.ts";
import { credentials, health } from "./health.ts";
import { takeIn } from "./intake.ts";
import { makeLog } from "./log.ts";
import { makeMetrics, metricsPage } from "./metrics.ts";
import { othersOn, tellOfOthers } from "./others.ts";
import { makeOutageLog } from "./outage-log.ts";
import { makeSweep } from "./sweep.ts";
import { dashboardJob, stepJob, type Task, task } from "./task.ts";
import { work } from "./work.ts";

/** How long a stop waits for what is under way, in milliseconds; orchestrators kill after 30 s. */
const STOP_WITHIN_MS = 15_000;
/** GitHub waits ten seconds for an answer; a client that keeps its connection open must not keep us. */
const ANSWER_WITHIN_MS = 10_000;

const NO_SOCKET: Close = async () => undefined;

export type Service = { port: number; queue: WorkQueue<Task>; github: Connection; stop(): Promise<void> };

/** Resolves once webhooks are taken in. Rejects with a `SettingsError` for what a person has to set. */
export async function serve(
  settings: Settings,
  log: Logger = makeLog(settings),
  retry: RetryOptions = {},
): Promise<Service> {
  const options = probotOptions(settings, log);
  const queue = await openQueue(settings, (stored) => task.parse(stored), log, retry);
  const metrics = makeMetrics(queue.depth);
  const github = connect(new Probot(options), settings, metrics.github, othersOn(queue.shared, log));
  tellOfOthers(queue.shared, github.told);
  const server = new Server({ ...address(settings), log, Probot: Probot.defaults(options) });
  await server.load((app, { addHandler }) => {
    milegate((delivery) => takeIn({ queue, self: github.knownSelf, log, metrics }, delivery))(app);
    addHandler?.(health({ store: queue.ping, credentials: credentials(github.verify, Date.now) }));
    addHandler?.(metricsPage(metrics.registry));
  });
  const sweep = makeSweep({ app: github.app, queue, intervalMs: settings.SWEEP_INTERVAL, log, now: Date.now });
  const refresh = async (repository: Look["repository"]) =>
    void (await queue.enqueue(`dashboard/${randomUUID()}`, [dashboardJob(repository, settings.DASHBOARD_DELAY)]));
  const outages = makeOutageLog(log, Date.now);
  const needs = { github, sweep, now: () => new Date(), log, metrics, outages, refresh };
  await queue.start((job, deliveries) => work(needs, job, deliveries));
  limitBodies(await server.start());
  const store = storeLocation(settings);
  const closeSocket = store.kind === "embedded" ? await openFailuresSocket(store.directory, queue, log) : NO_SOCKET;
  // What was missed while nobody was here; at the same moment on other replicas it is the same job.
  await queue.enqueue(`start/${randomUUID()}`, [stepJob({ kind: "redeliver" }), stepJob({ kind: "sweep" })]);
  github.self().catch((error: unknown) => log.error({ err: error }, "GitHub does not accept the app's credentials"));
  return { port: server.port, queue, github, stop: () => stop(server, queue, closeSocket, log) };
}

const address = ({ HOST, PORT, WEBHOOK_PATH }: Settings) => ({ host: HOST, port: PORT, webhookPath: WEBHOOK_PATH });

function probotOptions(settings: Settings, log: Logger) {
  const { PRIVATE_KEY, PRIVATE_KEY_PATH, GHE_HOST, GHE_PROTOCOL } = settings;
  const privateKey = readPrivateKey({ PRIVATE_KEY, PRIVATE_KEY_PATH }, process.cwd());
  if (privateKey === null)
    throw new SettingsError("PRIVATE_KEY is not set. Set it, or PRIVATE_KEY_PATH, to the app's private key (PEM).");
  const baseUrl = GHE_HOST === undefined ? {} : { baseUrl: enterpriseUrl(GHE_PROTOCOL, GHE_HOST) };
  return { appId: settings.APP_ID, privateKey, secret: settings.WEBHOOK_SECRET, Octokit: AppOctokit, log, ...baseUrl };
}

/**
 * First nothing new comes in, and what came in gets its answer; then what runs may finish; what is not done stays in the
 * queue's store.
 */
async function stop(server: Server, queue: WorkQueue<Task>, closeSocket: Close, log: Logger): Promise<void> {
  log.info("stopping");
  const bound = sleep(ANSWER_WITHIN_MS, undefined, { ref: false });
  await Promise.race([server.stop(), bound]);
  await closeSocket();
  await queue.stop(STOP_WITHIN_MS);
  log.info("stopped");
}

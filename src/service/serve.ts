// The running service: Probot's server in front, the queue behind it, and workers on the queue.
import { getPrivateKey } from "@probot/get-private-key";
import type { Logger } from "pino";
import { Probot, Server } from "probot";
import { milegate } from "../app.ts";
import { AppOctokit, type Connection, connect } from "../github/connect.ts";
import { openQueue } from "../queue/open.ts";
import type { Queue } from "../queue/queue.ts";
import { type Settings, SettingsError } from "../settings.ts";
import { type Look, look } from "../webhooks/subject.ts";
import { takeIn } from "./intake.ts";
import { makeLog } from "./log.ts";
import { work } from "./work.ts";

/** How long a stop waits for what is under way, in milliseconds; orchestrators kill after 30 s. */
const STOP_WITHIN_MS = 20_000;

export type Service = { port: number; queue: Queue<Look>; github: Connection; stop(): Promise<void> };

/** Resolves once webhooks are taken in. Rejects with a `SettingsError` for what a person has to set. */
export async function serve(
  settings: Settings,
  env: NodeJS.ProcessEnv,
  log: Logger = makeLog(settings),
): Promise<Service> {
  const server = new Server({ ...address(settings), log, Probot: Probot.defaults(credentials(settings, env, log)) });
  const queue = openQueue(settings, (stored) => look.parse(stored));
  let github: Connection | undefined;
  await server.load(async (app) => {
    const connection = connect(app, settings);
    github = connection;
    milegate((delivery) => takeIn({ queue, self: connection.self, log }, delivery))(app);
  });
  if (github === undefined) throw new Error("Probot did not load the app");
  const connection = github;
  await queue.start((job, deliveries) => work({ github: connection, now: () => new Date(), log }, job, deliveries));
  await server.start();
  return { port: server.port, queue, github: connection, stop: () => stop(server, queue, log) };
}

const address = ({ HOST, PORT, WEBHOOK_PATH }: Settings) => ({ host: HOST, port: PORT, webhookPath: WEBHOOK_PATH });

function credentials(settings: Settings, env: NodeJS.ProcessEnv, log: Logger) {
  const privateKey = getPrivateKey({ env });
  if (privateKey === null)
    throw new SettingsError("PRIVATE_KEY is not set. Set it, or PRIVATE_KEY_PATH, to the app's private key (PEM).");
  const baseUrl =
    settings.GHE_HOST === undefined ? {} : { baseUrl: `${settings.GHE_PROTOCOL}://${settings.GHE_HOST}/api/v3` };
  return { appId: settings.APP_ID, privateKey, secret: settings.WEBHOOK_SECRET, Octokit: AppOctokit, log, ...baseUrl };
}

/** First nothing new comes in, then what runs may finish; what is not done stays in the queue's store. */
async function stop(server: Server, queue: Queue<Look>, log: Logger): Promise<void> {
  log.info("stopping");
  await server.stop();
  await queue.stop(STOP_WITHIN_MS);
}

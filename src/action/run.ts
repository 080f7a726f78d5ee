// One run of the Action: the event names subjects, like a webhook, and they are reconciled one after the other.
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { Octokit } from "@octokit/rest";
import { z } from "zod";
import { isSharedLogin } from "../decisions/trust.ts";
import type { AppIdentity } from "../github/context.ts";
import { RepositoryGone } from "../github/errors.ts";
import { ownerWith, repositoryWith, silentLog } from "../github/with-token.ts";
import type { DeliveryPort } from "../reconcile/delivery-source.ts";
import { liveDelivery } from "../reconcile/live-delivery.ts";
import { type Looked, look as lookAt } from "../reconcile/look.ts";
import { ageOf, nextRead, READ_LAG } from "../service/read-lag.ts";
import { NO_PARTS } from "../standings/store.ts";
import { type ReconcileRequest, type Subject, subjectKey } from "../subject.ts";
import { requestsFor } from "../webhooks/subjects.ts";

const text = z.string().min(1);

/** Set by the runner (https://docs.github.com/en/actions/reference/workflows-and-actions/variables) and by action.yml. */
const environment = z.object({
  GITHUB_REPOSITORY: text.regex(/^[^/]+\/[^/]+$/),
  GITHUB_EVENT_NAME: text,
  GITHUB_EVENT_PATH: text,
  GITHUB_API_URL: z.url().default("https://api.github.com"),
  MILEGATE_TOKEN: text,
  MILEGATE_APP: text.default("github-actions"),
  MILEGATE_APP_ID: z.coerce.number().int().positive().default(15_368),
});

type Environment = z.infer<typeof environment>;

/** An Action has no installation; requests need a number only to separate installations. */
const INSTALLATION = 1;

/** Events without a subject: the schedule, and a manual run. */
const WHOLE = new Set(["schedule", "workflow_dispatch"]);

/** Resolves with the exit code: 1 if something failed, which marks the run as failed. */
export async function runAction(env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<number> {
  const read = environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== "")));
  if (!read.success) {
    for (const { path, message } of read.error.issues) say(`::error::${path.join(".")}: ${message}`);
    return 1;
  }
  const looks = await looksFor(read.data);
  if (!Array.isArray(looks)) {
    say(`Nothing to do: ${looks.reason}.`);
    return 0;
  }
  if (isSharedLogin(read.data.MILEGATE_APP)) say(SHARED_LOGIN_NOTICE);
  const asked = new Map<string, ReconcileRequest>();
  const ask = (repository: ReconcileRequest["repository"], subjects: readonly Subject[]) => {
    for (const subject of subjects) asked.set(subjectKey(subject), { repository, subject });
  };
  const done = [];
  for (const look of looks) done.push(await carryOut(read.data, look, say, ask));
  // A map goes on to what is added meanwhile, and comes to each key once.
  for (const look of asked.values()) done.push(await carryOut(read.data, look, say, ask));
  return done.every(Boolean) ? 0 : 1;
}

const SHARED_LOGIN_NOTICE =
  "::notice::Milegate runs with the workflow's own token, so decisions and overrides do not count. docs/action.md says how to use an app's token.";

async function looksFor(env: Environment) {
  const [owner = "", name = ""] = env.GITHUB_REPOSITORY.split("/");
  const repository = { installation: INSTALLATION, owner, name };
  if (WHOLE.has(env.GITHUB_EVENT_NAME)) return [{ repository, subject: { kind: "repository" } satisfies Subject }];
  const payload = z.record(z.string(), z.unknown()).parse(JSON.parse(await readFile(env.GITHUB_EVENT_PATH, "utf8")));
  // Pull requests of forks get a token that may write only with this event. Their code is never run.
  const event = env.GITHUB_EVENT_NAME === "pull_request_target" ? "pull_request" : env.GITHUB_EVENT_NAME;
  return requestsFor(event, { ...payload, installation: { id: INSTALLATION } }, { self: env.MILEGATE_APP });
}

async function carryOut(
  env: Environment,
  look: ReconcileRequest,
  say: (line: string) => void,
  ask: (repository: ReconcileRequest["repository"], subjects: readonly Subject[]) => void,
): Promise<boolean> {
  const octokit = new Octokit({
    auth: env.MILEGATE_TOKEN,
    baseUrl: env.GITHUB_API_URL,
    userAgent: "milegate-action",
    log: silentLog,
  });
  const identity = { appId: env.MILEGATE_APP_ID, self: env.MILEGATE_APP };
  const key = subjectKey(look.subject);
  try {
    const { stale, doubted } = await untilShown(portTo(octokit, identity, look.repository), look);
    ask(look.repository, [...doubted, ...(look.follow ?? []), ...(stale ? [{ kind: "dashboard" } as const] : [])]);
    say(`${key}: done`);
    return true;
  } catch (error) {
    if (!(error instanceof RepositoryGone)) {
      say(
        `::error::${key}: ${error instanceof Error ? error.message : String(error)}. The next scheduled run retries.`,
      );
      return false;
    }
    say(`${key}: nothing to do, ${error.message}`);
    return true;
  }
}

/** A workflow's token reaches its own repository only. */
function portTo(octokit: Octokit, identity: AppIdentity, name: ReconcileRequest["repository"]): DeliveryPort {
  const port = repositoryWith(octokit, identity, name);
  const reader = async (other: string) => repositoryWith(octokit, identity, { ...name, name: other }).read;
  return { ...port, read: { ...port.read, delivery: liveDelivery(ownerWith(octokit, name.owner), reader) } };
}

/** A run waits for GitHub's reads itself: nobody looks again after it. */
async function untilShown(repository: DeliveryPort, look: ReconcileRequest): Promise<Looked> {
  const began = Date.now();
  for (;;) {
    const looking = { ...look, now: () => new Date(), age: ageOf(began, Date.now(), READ_LAG) };
    const looked = await lookAt(repository, looking, { ...NO_PARTS, concern: async () => undefined });
    if (looked.kind === "looked" && !looked.doubtful) return looked;
    await sleep(nextRead(began, Date.now(), READ_LAG).getTime() - Date.now());
  }
}

// One run of the Action: the event names what to look at, as a webhook does, and each look is carried out in turn.
import { readFile } from "node:fs/promises";
import { Octokit } from "@octokit/rest";
import { z } from "zod";
import { isSharedLogin } from "../decisions/trust.ts";
import { RepositoryGone } from "../github/errors.ts";
import { repositoryWith, silentLog } from "../github/with-token.ts";
import { look as lookAt } from "../reconcile/look.ts";
import { NO_PARTS } from "../standings/store.ts";
import { type ReconcileRequest, type Subject, subjectKey } from "../subject.ts";
import { requestsFor } from "../webhooks/subjects.ts";

const text = z.string().min(1);

/** What the runner sets (https://docs.github.com/en/actions/reference/workflows-and-actions/variables), and what action.yml passes on. */
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

/** An Action has no installation; looks carry its number only to keep installations apart. */
const INSTALLATION = 1;

/** Events that name nothing: the schedule, and a run by hand. */
const WHOLE = new Set(["schedule", "workflow_dispatch"]);

/** Resolves with the exit code: 1 where something could not be done, which shows in the run. */
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
  const stale = new Map<string, ReconcileRequest>();
  const refresh = (repository: ReconcileRequest["repository"]) =>
    void stale.set(repository.name, { repository, subject: { kind: "dashboard" } });
  const done = [];
  for (const look of looks) done.push(await carryOut(read.data, look, say, refresh));
  for (const look of stale.values()) done.push(await carryOut(read.data, look, say, refresh));
  return done.every(Boolean) ? 0 : 1;
}

const SHARED_LOGIN_NOTICE =
  "::notice::Milegate runs with the workflow's own token, so decisions and overrides do not count. docs/action.md says how to give it an app's token.";

async function looksFor(env: Environment) {
  const [owner = "", name = ""] = env.GITHUB_REPOSITORY.split("/");
  const repository = { installation: INSTALLATION, owner, name };
  if (WHOLE.has(env.GITHUB_EVENT_NAME)) return [{ repository, subject: { kind: "repository" } satisfies Subject }];
  const payload = z.record(z.string(), z.unknown()).parse(JSON.parse(await readFile(env.GITHUB_EVENT_PATH, "utf8")));
  // Pull requests of forks come with a token that may write by this name only; nothing of theirs is ever run.
  const event = env.GITHUB_EVENT_NAME === "pull_request_target" ? "pull_request" : env.GITHUB_EVENT_NAME;
  return requestsFor(event, { ...payload, installation: { id: INSTALLATION } }, env.MILEGATE_APP);
}

async function carryOut(
  env: Environment,
  look: ReconcileRequest,
  say: (line: string) => void,
  refresh: (repository: ReconcileRequest["repository"]) => void,
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
    const at = repositoryWith(octokit, identity, look.repository);
    const { stale } = await lookAt(at, look.subject, () => new Date(), NO_PARTS);
    if (stale) refresh(look.repository);
    say(`${key}: done`);
    return true;
  } catch (error) {
    if (!(error instanceof RepositoryGone)) {
      say(
        `::error::${key}: ${error instanceof Error ? error.message : String(error)}. The next run on a schedule tries again.`,
      );
      return false;
    }
    say(`${key}: nothing to do, ${error.message}`);
    return true;
  }
}

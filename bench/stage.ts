// The stage of the crash and replica benchmarks: a sandbox with a few repositories, load on it, and what has to come of that.

import type { Comment, PullRequest, Repository } from "@milegate/sandbox";
import { addOrganization, addRepository, addUser, install, type Person, person, type Sandbox } from "@milegate/sandbox";
import { startMilegateSandbox } from "../demo/milegate.ts";

type Place = { repository: Repository; alice: Person };

/** One thing that somebody did; `done` counts how often the app has done what it calls for: once is right. */
export type LoadAction = { what: string; isOf: (event: string, payload: object) => boolean; done: () => number };

export type BenchStage = { sandbox: Sandbox; places: Place[] };

const TICK_MS = 4;
const SETTLES_WITHIN_MS = 60_000;
const QUIET_MS = 200;

export async function setStage(repositories: number): Promise<BenchStage> {
  const sandbox = await startMilegateSandbox();
  // Minutes here are hours of life: the limit of an hour is not what is measured.
  sandbox.world.limits.isEnforced = false;
  sandbox.world.limits.points = { core: 1_000_000, graphql: 1_000_000 };
  const account = addUser(sandbox.world, "alice");
  const octo = addOrganization(sandbox.world, "octo");
  const installation = install(sandbox.world, octo);
  const places = Array.from({ length: repositories }, (_, index) => {
    const repository = addRepository(sandbox.world, { owner: octo, name: `shop-${index}`, roles: { alice: "admin" } });
    installation.repositories.push(repository);
    const alice = person(sandbox.world, repository, account);
    alice.createMilestone("MVP");
    alice.createMilestone("Polish");
    alice.openIssue("Log in", { milestone: 1 });
    return { repository, alice };
  });
  return { sandbox, places };
}

/** Every few milliseconds a pull request (it calls for one check) or a command (it calls for one reply), until `forMs` are over. */
export async function runLoad({ places }: BenchStage, forMs: number): Promise<LoadAction[]> {
  const deeds: LoadAction[] = [];
  for (const until = performance.now() + forMs; performance.now() < until; ) {
    const place = places[Math.floor(Math.random() * places.length)];
    if (place !== undefined) deeds.push(Math.random() < 0.5 ? opened(place) : commanded(place));
    await sleepMs(TICK_MS);
  }
  return deeds;
}

function opened({ repository, alice }: Place): LoadAction {
  const pull: PullRequest = alice.openPull("Shine");
  const runs = () =>
    repository.suites.filter(({ headSha }) => headSha === pull.head.sha).flatMap((suite) => suite.runs);
  return {
    what: `check of ${repository.name}#${pull.number}`,
    isOf: (event, payload) =>
      event === "pull_request" && has(payload, "pull_request", pull.id) && has(payload, "repository", repository.id),
    done: () => runs().length,
  };
}

function commanded({ repository, alice }: Place): LoadAction {
  const comment: Comment = alice.comment(1, "/phase status");
  const sign = `<!-- milegate:reply comment=${comment.id} `;
  const { comments = [] } = repository.items.find(({ number }) => number === 1) ?? {};
  return {
    what: `reply to comment ${comment.id} in ${repository.name}`,
    isOf: (event, payload) => event === "issue_comment" && has(payload, "comment", comment.id),
    done: () => comments.filter(({ body }) => body.includes(sign)).length,
  };
}

const has = (payload: object, part: string, id: number): boolean =>
  Object(Object.entries(payload).find(([name]) => name === part)?.[1]).id === id;

/** Whether a delivery of it was answered 2xx. */
export const isAcknowledged = ({ sandbox }: BenchStage, { isOf }: LoadAction): boolean =>
  sandbox.deliveries.log.some(
    ({ event, payload, statusCode }) => statusCode >= 200 && statusCode < 300 && isOf(event, payload),
  );

/** Waits until what was acknowledged is done and nothing goes on any more; gives up after a while. */
export async function loadSettled({ sandbox }: BenchStage, deeds: readonly LoadAction[]): Promise<void> {
  const until = performance.now() + SETTLES_WITHIN_MS;
  while (deeds.some((deed) => deed.done() === 0) && performance.now() < until) await sleepMs(20);
  for (let seen = -1; seen !== sandbox.traffic.asked.length && performance.now() < until; ) {
    seen = sandbox.traffic.asked.length;
    await sandbox.deliveries.drained();
    await sleepMs(QUIET_MS);
  }
}

/** As if the round had never been, so that the next one is no slower. */
export function clearStage({ sandbox, places }: BenchStage): void {
  for (const { repository } of places) {
    repository.items.splice(1);
    repository.suites.splice(0);
    repository.items[0]?.comments.splice(0);
  }
  sandbox.deliveries.log.splice(0);
  sandbox.traffic.asked.splice(0);
}

export const sleepMs = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
export const printLine = (text: string): void => void process.stdout.write(`${text}\n`);

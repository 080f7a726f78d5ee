// `node bench/board.ts [repositories pulls]`: the board of a large organization from a store that is full: each page and route beside /healthz.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addOrganization, addRepository, addUser, install } from "@milegate/sandbox";
import { startApp } from "../demo/app-process.ts";
import { startMilegateSandbox } from "../demo/milegate.ts";
import { openSqliteQueue } from "../src/queue/sqlite/queue.ts";
import { boardEnv, visitor } from "../test/board/visitor.ts";
import { BOARD_OWNER, storedWorld } from "../test/board/worlds.ts";
import { openMilestone, pull } from "../test/builders.ts";
import { memoryMb } from "./app.ts";
import { printLine } from "./stage.ts";

const [repositories = 1000, pulls = 5000] = process.argv.slice(2).map(Number);
const ISSUES = 20;
const TIMES = 60;

const sandbox = await startMilegateSandbox();
sandbox.deliveries.fate = () => "lose";
const { world } = sandbox;
const alice = addUser(world, "alice");
const owner = addOrganization(world, BOARD_OWNER);
const installation = install(world, owner);
const shops = Array.from({ length: repositories }, (_each, at) =>
  addRepository(world, { owner, name: `shop-${at}`, roles: { [alice.login]: "write" } }),
);
installation.repositories.push(...shops);

const part = (times: readonly number[], wanted: number): number =>
  Math.round(times.toSorted((a, b) => a - b)[Math.floor(times.length * wanted)] ?? 0);

/** What a full look at each would have left, of ISSUES issues each. */
const stored = storedWorld(
  shops.map(({ id, name, url }) => ({
    reading: {
      ...{ name, url, id: String(id) },
      milestones: [openMilestone(1, "MVP", ISSUES / 2), { ...openMilestone(2, "Polish", ISSUES / 2), number: 2 }],
    },
    pulls: Array.from({ length: pulls / repositories }, (_each, at) =>
      pull(at + 1, { url: `${url}/pull/${at + 1}`, milestone: { number: 2, title: "Polish" } }),
    ),
  })),
  { isOrganization: true, repositories: [], properties: null, editable: [] },
);
const folder = mkdtempSync(join(tmpdir(), "milegate-board-"));
const queue = await openSqliteQueue({
  directory: folder,
  concurrency: 1,
  parseWork: (each) => each,
  report: () => undefined,
});
for (const [key, parts] of stored) await queue.standings.write(key.replace(/^\d+/, String(installation.id)), parts);
await queue.stop(1000);

const env = await boardEnv({ DATA_DIR: folder, CLIENT_ID: world.app.clientId });
const app = await startApp(sandbox, env);
const board = env["BASE_URL"] ?? "";
const idle = memoryMb(app, "VmRSS");
const person = visitor(board, "alice");
await person.signIn("/admin");
const token = sandbox.tokens.user(alice).token;
const began = performance.now();
await person.text(`/board/${BOARD_OWNER}`);
const first = performance.now() - began;
await fetch(`${board}/api/v1/orgs/${BOARD_OWNER}/deliveries`, { headers: { authorization: `Bearer ${token}` } });
const asked = sandbox.traffic.asked.length;

const paths = [
  ...[
    "/healthz",
    "/",
    `/board/${BOARD_OWNER}`,
    `/board/${BOARD_OWNER}?q=shop-7&sort=-blocked&page=2`,
    `/board/${BOARD_OWNER}/shop-7`,
  ],
  ...[`/board/${BOARD_OWNER}/shop-7/pull/1`, "/waiting", "/admin", `/api/v1/orgs/${BOARD_OWNER}/deliveries`],
  ...[
    `/api/v1/orgs/${BOARD_OWNER}/pulls?state=blocked`,
    `/api/v1/orgs/${BOARD_OWNER}/waiting`,
    `/api/v1/repos/${BOARD_OWNER}/shop-7`,
  ],
  `/api/v1/repos/${BOARD_OWNER}/shop-7/pulls/1`,
];
printLine(`${repositories} repositories, ${repositories * ISSUES} issues, ${pulls} pull requests`);
for (const path of paths) {
  const times: number[] = [];
  let size = 0;
  for (let at = 0; at < TIMES; at++) {
    const before = performance.now();
    const answer = path.startsWith("/api/")
      ? await fetch(board + path, { headers: { authorization: `Bearer ${token}` } })
      : await person.get(path);
    size = (await answer.text()).length;
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
    times.push(performance.now() - before);
  }
  printLine(`${path}: p50 ${part(times, 0.5)} ms, p95 ${part(times, 0.95)} ms, ${Math.round(size / 1024)} KB`);
}
printLine(`the first page after the start, which judges everything once: ${Math.round(first)} ms`);
printLine(`requests to GitHub meanwhile: ${sandbox.traffic.asked.length - asked}`);
printLine(`memory: idle ${idle} MB, at most ${memoryMb(app, "VmHWM")} MB`);
await app.stop();
await sandbox.close();
rmSync(folder, { recursive: true });

// A throwaway PostgreSQL cluster on this machine, for the tests and the benchmarks.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { freePort } from "../demo/free-port.ts";

export type PostgresCluster = {
  /** A new, empty database. */
  database(): Promise<string>;
  /** As after a crash of the server: every connection breaks. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

export type PostgresInstallation =
  | { kind: "found"; bin: string; identity: Identity }
  | { kind: "missing"; reason: string };

type Identity = { uid: number; gid: number } | Record<string, never>;

const DEBIAN = "/usr/lib/postgresql";
const STARTS_WITHIN_MS = 20_000;

/** Where the server's programs are, and as whom they run: PostgreSQL refuses to run as root. */
export function findPostgres(): PostgresInstallation {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted((a, b) => Number(b) - Number(a)) : [];
  const bin = versions.map((version) => join(DEBIAN, version, "bin")).find((path) => existsSync(join(path, "initdb")));
  if (bin === undefined)
    return { kind: "missing", reason: `no initdb under ${DEBIAN} (install Debian's package postgresql)` };
  if (process.getuid?.() !== 0) return { kind: "found", bin, identity: {} };
  const idOf = (flag: string) =>
    Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8", stdio: "pipe" }).trim());
  try {
    return { kind: "found", bin, identity: { uid: idOf("-u"), gid: idOf("-g") } };
  } catch {
    return { kind: "missing", reason: "PostgreSQL refuses to run as root and there is no user postgres to run it as" };
  }
}

/** `options` are of the server, such as `-c fsync=off` where nothing has to outlive it. */
export async function startCluster(
  { bin, identity }: Extract<PostgresInstallation, { kind: "found" }>,
  options: readonly string[] = [],
): Promise<PostgresCluster> {
  const folder = mkdtempSync(join(tmpdir(), "milegate-postgres-"));
  if (identity.uid !== undefined) chownSync(folder, identity.uid, identity.gid);
  const data = join(folder, "data");
  const as = { ...identity, cwd: folder, stdio: "ignore" as const };
  execFileSync(join(bin, "initdb"), ["-D", data, "-U", "milegate", "--auth=trust", "--no-sync", "-E", "UTF8"], as);
  const port = await freePort();
  const address = ["-p", String(port), "-k", folder, "-h", "127.0.0.1"];
  const run = () => spawn(join(bin, "postgres"), ["-D", data, ...address, ...options], as);
  const url = (name: string) => `postgres://milegate@127.0.0.1:${port}/${name}`;
  let server = run();
  process.once("exit", () => server.kill("SIGQUIT"));
  await answering(server, url("postgres"));
  let count = 0;
  return {
    database: async () => {
      count += 1;
      await queryOnce(url("postgres"), `CREATE DATABASE test_${count}`);
      return url(`test_${count}`);
    },
    restart: async () => {
      await ended(server, "SIGQUIT");
      server = run();
      await answering(server, url("postgres"));
    },
    stop: async () => {
      await ended(server, "SIGQUIT");
      rmSync(folder, { recursive: true });
    },
  };
}

/** One statement on a connection of its own. */
export async function queryOnce(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function answering(server: ChildProcess, url: string): Promise<void> {
  for (const until = Date.now() + STARTS_WITHIN_MS; Date.now() < until; ) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with code ${server.exitCode}`);
    const answers = await queryOnce(url, "SELECT 1").then(
      () => true,
      () => false,
    );
    if (answers) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("PostgreSQL did not start in time");
}

async function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const end = new Promise((resolve) => server.once("exit", resolve));
  server.kill(signal);
  await end;
}

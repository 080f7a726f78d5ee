// How each connection to the shared store is made.
import { Client, type ClientConfig } from "pg";

const CONNECT_MS = 3_000;
const QUERY_MS = 5_000;

/** Connecting and storing end well within the ten seconds that GitHub waits. */
export const connectionSettings = (url: string): ClientConfig => ({
  connectionString: url,
  connectionTimeoutMillis: CONNECT_MS,
  query_timeout: QUERY_MS,
  keepAlive: true,
  application_name: "milegate",
});

/**
 * The statements need READ COMMITTED, whatever the database's default is. The tables grow and shrink faster than statistics are gathered, so
 * a plan made for an empty table must not scan the whole table later. JIT is off because compiling takes longer than any statement.
 */
const SESSION = "SET default_transaction_isolation = 'read committed'; SET enable_seqscan = off; SET jit = off";

/** Sets these on a connection before its first use. */
export const prepareConnection = async (client: Pick<Client, "query">): Promise<void> =>
  void (await client.query(SESSION));

/** Rejects if the database is unavailable. Calls `broken` with a later error of the connection. */
export async function connectTo(settings: ClientConfig, broken: (error: Error) => void): Promise<Client> {
  const client = new Client(settings);
  client.on("error", broken);
  await client.connect();
  await prepareConnection(client);
  return client;
}

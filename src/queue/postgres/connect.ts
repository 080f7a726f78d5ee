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
 * The statements are written for READ COMMITTED, whatever the database's default is. The tables grow and shrink faster than statistics are
 * gathered: a plan that was made while one was empty must not read all of it when it is full. And none of the statements is worth
 * compiling, which takes longer than they do.
 */
const SESSION = "SET default_transaction_isolation = 'read committed'; SET enable_seqscan = off; SET jit = off";

/** What has to be set on a connection before its first use. */
export const prepareConnection = async (client: Pick<Client, "query">): Promise<void> =>
  void (await client.query(SESSION));

/** Rejects where the database can't be reached. What breaks the connection later is given to `broken`. */
export async function connectTo(settings: ClientConfig, broken: (error: Error) => void): Promise<Client> {
  const client = new Client(settings);
  client.on("error", broken);
  await client.connect();
  await prepareConnection(client);
  return client;
}

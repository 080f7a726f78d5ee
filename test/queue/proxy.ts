// A network between a process and its database that can be cut, or stops forwarding.
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export type TestNetwork = {
  /** The database's URL through this network. */
  url: string;
  /** The near end notices at once, the server only after so many milliseconds. */
  cut(lingersMs: number): void;
  /** Nothing passes any more, and neither end notices; what is new is accepted and waits, too. */
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
};

export async function startNetwork(database: string): Promise<TestNetwork> {
  const target = new URL(database);
  const pairs = new Set<[near: Socket, far: Socket]>();
  let frozen = false;
  let lingersMs = 0;
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    for (const each of pair) each.on("error", () => undefined);
    near.on("data", (data) => void far.write(data));
    far.on("data", (data) => void near.write(data));
    if (frozen) for (const each of pair) each.pause();
    far.on("close", () => near.destroy());
    near.on("close", () => {
      pairs.delete(pair);
      setTimeout(() => far.destroy(), lingersMs);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const through = new URL(database);
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.href,
    cut: (ms) => {
      lingersMs = ms;
      for (const [near] of pairs) near.destroy();
    },
    freeze: () => {
      frozen = true;
      for (const each of [...pairs].flat()) each.pause();
    },
    thaw: () => {
      frozen = false;
      for (const each of [...pairs].flat()) each.resume();
    },
    close: async () => {
      lingersMs = 0;
      for (const each of [...pairs].flat()) each.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

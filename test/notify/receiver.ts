// A channel on this machine, for tests: keeps what it gets, and answers as it is told.
import { createServer, type IncomingHttpHeaders } from "node:http";

export type Received = { headers: IncomingHttpHeaders; body: string; status: number };

/** `answer` gets how many came before; null: it never answers. */
export async function startReceiver(answer: (before: number) => number | null) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => {
      body += String(part);
    });
    request.on("end", () => {
      const status = answer(received.length);
      received.push({ headers: request.headers, body, status: status ?? 0 });
      if (status !== null) response.writeHead(status, { location: "http://127.0.0.1:1/elsewhere" }).end("thanks");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    received,
    url: `http://127.0.0.1:${port}/sesame`,
    close: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

// What stands between replicas and GitHub, on either side: passes requests on, and sees who is at which repository when.
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";

/** A request about a repository, from its beginning to the end of its answer, or of who asked; in milliseconds. */
export type GatewayVisit = { repository: string; from: number; to: number };

/** Passes requests on; `target` null refuses them. `visited` is told of each when it is over. */
export async function startGateway(
  target: () => string | null,
  visited: (visit: GatewayVisit) => void = () => undefined,
): Promise<{ url: string; server: Server }> {
  const server = createServer((from, answer) => {
    const parts: Buffer[] = [];
    from.on("data", (part: Buffer) => parts.push(part));
    from.on("end", () => pass(target(), from, Buffer.concat(parts), answer));
    const began = performance.now();
    answer.on("close", () => {
      const repository = repositoryOf(from.url ?? "", Buffer.concat(parts).toString());
      if (repository !== null) visited({ repository, from: began, to: performance.now() });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`, server };
}

function pass(
  to: string | null,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
  answer: ServerResponse,
): void {
  const refuse = () => answer.writeHead(502).end();
  if (to === null) return void refuse();
  const onward = request(new URL(url ?? "/", to), { method, headers }, (got) => {
    answer.writeHead(got.statusCode ?? 502, got.headers);
    got.pipe(answer);
  });
  onward.on("error", refuse);
  onward.end(body);
}

/** Only what is asked of one repository; what a sweep asks of many is no work on any. */
function repositoryOf(path: string, body: string): string | null {
  const rest = /^\/api\/v3\/repos\/([^/]+\/[^/?]+)/.exec(path);
  if (rest !== null) return rest[1] ?? null;
  const [owner, name] = ["owner", "name"].map((each) => new RegExp(`"${each}":"([^"]+)"`).exec(body)?.[1]);
  return owner === undefined || name === undefined ? null : `${owner}/${name}`;
}

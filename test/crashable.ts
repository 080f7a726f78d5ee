// An app that dies in the middle of its work, as by kill -9, and comes back on the store as it was at that moment.
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { request as ask, createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Sandbox } from "@milegate/sandbox";
import type { RunningService } from "../src/service/serve.ts";

/** After so many further requests of the app: before that one is carried out, or after it was and before it is answered. */
export type CrashMoment = { requests: number; when: "before" | "after" };

export type StartedApp = { service: RunningService; settings: Record<string, string> };

export type CrashableApp = {
  /** The one that is alive. */
  now(): StartedApp;
  /** Dies then, or when there is nothing to do any more. */
  dies(death: CrashMoment): void;
  /** Waits for that of whichever life comes to it. */
  survive(wait: (service: RunningService) => Promise<void>): Promise<void>;
  end(): Promise<void>;
};

type Life = StartedApp & {
  gates: Server[];
  crashed: Promise<void>;
  crash(): void;
  /** Lets what hangs end. */
  bury(): void;
};

const STORE = ["milegate.sqlite", "milegate.sqlite-wal"];

/** `start` starts the app with these settings. */
export async function startCrashable(
  sandbox: Sandbox,
  start: (env: Record<string, string>) => Promise<StartedApp>,
): Promise<CrashableApp> {
  const root = mkdtempSync(join(tmpdir(), "milegate-crashable-"));
  const dead: Life[] = [];
  let death: CrashMoment | null = null;
  const dies = (when: CrashMoment["when"]): boolean => {
    if (death === null || death.when !== when) return false;
    death.requests -= 1;
    return death.requests < 0;
  };
  const born = () => bear(sandbox, join(root, String(dead.length)), join(root, String(dead.length + 1)), start, dies);
  mkdirSync(join(root, "0"));
  let life = await born();
  const again = async (): Promise<void> => {
    death = null;
    dead.push(life);
    life = await born();
  };
  return {
    now: () => life,
    dies: (next) => {
      death = { ...next };
    },
    survive: async (wait) => {
      for (;;) {
        const { service, crashed, crash } = life;
        const waiting = wait(service).then(() => "settled" as const);
        // Of an app that is gone nothing is waited for.
        waiting.catch(() => undefined);
        const ended = await Promise.race([waiting, crashed.then(() => "crashed" as const)]);
        if (ended === "settled" && death === null) return;
        if (ended === "settled") crash();
        await again();
      }
    },
    end: async () => {
      for (const each of [...dead, life]) each.bury();
      for (const each of [...dead, life]) await each.service.stop();
      for (const gate of [...dead, life].flatMap(({ gates }) => gates)) await closed(gate);
      rmSync(root, { recursive: true });
    },
  };
}

/** One life of the app, between two gates that nothing passes once it is over. */
async function bear(
  sandbox: Sandbox,
  directory: string,
  after: string,
  start: (env: Record<string, string>) => Promise<StartedApp>,
  dies: (when: CrashMoment["when"]) => boolean,
): Promise<Life> {
  const over = Promise.withResolvers<void>();
  const hanging: ServerResponse[] = [];
  let state: "alive" | "dead" | "buried" = "alive";
  const crash = (): void => {
    if (state !== "alive") return;
    state = "dead";
    mkdirSync(after);
    for (const file of STORE) if (existsSync(join(directory, file))) cpSync(join(directory, file), join(after, file));
    incoming.closeAllConnections();
    incoming.close();
    sandbox.connect(null);
    over.resolve();
  };
  const outgoing = await listening((request, response) => {
    if (state === "alive" && dies("before")) crash();
    if (state === "dead") return void hanging.push(response);
    if (state === "buried") return gone(response);
    forward(sandbox.url, request, response, () => {
      if (state === "alive" && dies("after")) crash();
      if (state !== "alive") hanging.push(response);
      return state === "alive";
    });
  });
  const started = await start({ GHE_HOST: new URL(urlOf(outgoing)).host, DATA_DIR: directory });
  const incoming = await listening((request, response) =>
    forward(`http://127.0.0.1:${started.service.port}`, request, response, () => state === "alive"),
  );
  sandbox.connect(`${urlOf(incoming)}/api/github/webhooks`);
  const bury = (): void => {
    state = "buried";
    for (const response of hanging) gone(response);
  };
  return { ...started, gates: [outgoing, incoming], crashed: over.promise, crash, bury };
}

/** An answer that nobody asks for again. */
function gone(response: ServerResponse): void {
  response.writeHead(404, { "content-type": "application/json" });
  response.end('{"message":"Not Found"}');
}

function forward(to: string, request: IncomingMessage, response: ServerResponse, mayAnswer: () => boolean): void {
  const { method, headers, url = "" } = request;
  const onward = ask(to + url, { method, headers, agent: false }, (answer) => {
    if (!mayAnswer()) return void answer.resume();
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => response.destroy());
  request.pipe(onward);
}

function listening(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer(answer).listen(0, "127.0.0.1", () => resolve(server));
  });
}

function urlOf(server: Server): string {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : address}`;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

// Another GitHub: the sandbox behind a proxy that answers GraphQL as some hosts do, with less, or with more than was asked for.
import { createServer } from "node:http";

type Data = Record<string, unknown>;
export type ForeignAnswer = { data?: unknown; errors?: object[] };

/** What differs: the document before it is answered, the answer, or a path of REST that is not there. */
export type ForeignDifference = {
  ask?(document: string): string;
  answer?(answer: ForeignAnswer, document: string): ForeignAnswer;
  missing?: RegExp;
};

export type ForeignHost = { host: string; connect(url: string): void; close(): void };

export async function startForeign(difference: ForeignDifference): Promise<ForeignHost> {
  let url = "";
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const path = request.url ?? "";
    if (difference.missing?.test(path) === true) {
      response.writeHead(501, { "content-type": "application/json" });
      response.end('{"message":"Not Implemented"}');
      return;
    }
    const isGraphql = path === "/api/graphql";
    const asked = Buffer.concat(chunks).toString();
    const query = isGraphql ? JSON.parse(asked) : {};
    const sent = isGraphql ? JSON.stringify({ ...query, query: difference.ask?.(query.query) ?? query.query }) : asked;
    const { method = "GET" } = request;
    const headers = new Headers();
    for (const name of ["authorization", "content-type", "accept", "if-none-match"]) {
      const value = request.headers[name];
      if (typeof value === "string") headers.set(name, value);
    }
    const answer = await fetch(url + path, { method, headers, ...(sent === "" ? {} : { body: sent }) }).catch(
      () => null,
    );
    // The server may end a connection that was kept as it is used again.
    if (answer === null) return void response.destroy();
    const text = await answer.text();
    const shown = isGraphql ? (difference.answer?.(JSON.parse(text), query.query) ?? JSON.parse(text)) : null;
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "application/json" });
    response.end(shown === null ? text : JSON.stringify(shown));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    host: `127.0.0.1:${typeof address === "object" ? address?.port : ""}`,
    connect: (to) => {
      url = to;
    },
    close: () => server.close(),
  };
}

type Path = (string | number)[];

/** Every object in the data, from within; what `change` returns takes its place. */
export function changeObjects(answer: ForeignAnswer, change: (object: Data, path: Path) => unknown): ForeignAnswer {
  const walk = (value: unknown, path: Path): unknown => {
    if (Array.isArray(value)) return value.map((each, at) => walk(each, [...path, at]));
    if (typeof value !== "object" || value === null) return value;
    return change(
      Object.fromEntries(Object.entries(value).map(([key, each]) => [key, walk(each, [...path, key])])),
      path,
    );
  };
  return { ...answer, data: walk(answer.data, []) };
}

/** A field of which there is none; with an error where `type` is given, and taking its parent with it where it may not be null. */
export const withoutField =
  (field: string, { error, nonNull = false }: { error?: object; nonNull?: boolean } = {}) =>
  (answer: ForeignAnswer): ForeignAnswer => {
    const errors: object[] = [...(answer.errors ?? [])];
    const changed = changeObjects(answer, (object, path) => {
      if (!(field in object)) return object;
      if (error !== undefined) errors.push({ ...error, path: [...path, field] });
      return nonNull ? null : { ...object, [field]: null };
    });
    return errors.length === 0 ? changed : { ...changed, errors };
  };

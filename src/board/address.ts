// From where a request comes.
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";

/** The socket's other end: what a header says of it, anybody can write. */
export function addressOf(context: Context): string {
  const { incoming } = (context.env ?? {}) as Partial<HttpBindings>;
  return incoming?.socket.remoteAddress ?? "";
}

// Sends signed webhooks as GitHub does, and keeps the record of each.
import { createHmac, randomUUID } from "node:crypto";
import type { Emitted } from "./model.ts";

export type SentDelivery = {
  id: number;
  guid: string;
  event: string;
  action: string | null;
  deliveredAt: Date;
  durationSeconds: number;
  /** 0 while it is under way, and where nobody answered. */
  statusCode: number;
  /** GitHub lists a delivery once it has an answer, or none in time. */
  underWay: boolean;
  redelivery: boolean;
  installationId: number;
  repositoryId: number | null;
  payload: object;
};

/** How an event is delivered. GitHub does not promise that events arrive, arrive once, or arrive in order. */
export type Fate = "deliver" | "lose" | "twice" | "hold";

export type Deliveries = {
  log: SentDelivery[];
  /** How far the list of deliveries in REST is behind, in milliseconds. */
  listLagMs: number;
  /** What REST lists, newest first, and what it can redeliver. */
  listed(): SentDelivery[];
  /** Decides over each event; by default all are delivered. */
  fate: (event: Emitted) => Fate;
  send(event: Emitted): void;
  /** Delivers again under the same GUID. */
  redeliver(delivery: SentDelivery): void;
  /** Lets go what was held, in any order that `order` makes. */
  release(order?: (held: Emitted[]) => Emitted[]): void;
  /** Resolves when nothing is under way. */
  drained(): Promise<void>;
};

type What = Omit<SentDelivery, "id" | "deliveredAt" | "durationSeconds" | "statusCode" | "underWay">;

export type Target = { url: string; secret: string };

/** GitHub waits ten seconds for an answer: https://docs.github.com/en/webhooks/using-webhooks/best-practices-for-using-webhooks */
const TIMEOUT_MS = 10_000;
/** Three days: https://docs.github.com/en/webhooks/testing-and-troubleshooting-webhooks/redelivering-webhooks */
const KEPT_MS = 3 * 24 * 60 * 60 * 1000;

export function makeDeliveries(
  target: () => Target | null,
  hookId: number,
  nextId: () => number,
  now: () => Date,
): Deliveries {
  const underWay = new Set<Promise<void>>();
  let held: Emitted[] = [];
  const launch = (what: What): SentDelivery => {
    const to = target();
    const began = { id: nextId(), deliveredAt: now(), durationSeconds: 0, statusCode: 0, underWay: to !== null };
    const delivery: SentDelivery = { ...what, ...began };
    self.log.push(delivery);
    if (to === null) return delivery;
    const sending = post(to, hookId, delivery).finally(() => {
      delivery.underWay = false;
      underWay.delete(sending);
    });
    underWay.add(sending);
    return delivery;
  };
  const deliver = (event: Emitted): SentDelivery => launch(firstAttempt(event));
  const self: Deliveries = {
    log: [],
    listLagMs: 0,
    listed: () => {
      const latest = now().getTime() - self.listLagMs;
      const isListed = ({ deliveredAt, underWay }: SentDelivery): boolean =>
        !underWay && deliveredAt.getTime() <= latest && deliveredAt.getTime() > latest - KEPT_MS;
      return self.log.filter(isListed).toReversed();
    },
    fate: () => "deliver",
    send: (event) => {
      const fate = self.fate(event);
      if (fate === "hold") held.push(event);
      if (fate === "deliver") deliver(event);
      if (fate === "twice") self.redeliver(deliver(event));
    },
    redeliver: ({ guid, event, action, payload, installationId, repositoryId }) => {
      launch({ guid, event, action, payload, installationId, repositoryId, redelivery: true });
    },
    release: (order = (each) => each) => {
      const events = order(held);
      held = [];
      for (const event of events) deliver(event);
    },
    drained: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
  return self;
}

const firstAttempt = ({ event, action, payload, installation, repository }: Emitted): What => ({
  event,
  action,
  payload,
  guid: randomUUID(),
  redelivery: false,
  installationId: installation.id,
  repositoryId: repository?.id ?? null,
});

async function post({ url, secret }: Target, hookId: number, delivery: SentDelivery): Promise<void> {
  const body = JSON.stringify(delivery.payload);
  const began = performance.now();
  const headers = {
    "content-type": "application/json",
    "user-agent": "GitHub-Hookshot/sandbox",
    "x-github-event": delivery.event,
    "x-github-delivery": delivery.guid,
    "x-github-hook-id": String(hookId),
    "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
  };
  try {
    const answer = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(TIMEOUT_MS) });
    await answer.arrayBuffer();
    delivery.statusCode = answer.status;
  } catch {
    // Nobody there, or too slow: GitHub records the failure and does not try again by itself.
    delivery.statusCode = 0;
  }
  delivery.durationSeconds = (performance.now() - began) / 1000;
}

// /app/hook/deliveries: the deliveries of the app's webhook, to be listed and sent again.
import type { Deliveries, SentDelivery } from "../deliveries.ts";
import { GitHubError } from "../model.ts";
import { notFound } from "../world.ts";
import { asApp, numberParam, type Rest } from "./router.ts";

const STATUS = (delivery: SentDelivery): string =>
  delivery.statusCode === 0 ? "failed to connect to host" : delivery.statusCode < 300 ? "OK" : "Invalid HTTP Response";

const deliveryView = (delivery: SentDelivery) => ({
  id: delivery.id,
  guid: delivery.guid,
  delivered_at: delivery.deliveredAt.toISOString(),
  redelivery: delivery.redelivery,
  duration: delivery.durationSeconds,
  status: STATUS(delivery),
  status_code: delivery.statusCode,
  event: delivery.event,
  action: delivery.action,
  installation_id: delivery.installationId,
  repository_id: delivery.repositoryId,
  throttled_at: null,
});

type Outcome = "success" | "failure";

const outcomeOf = ({ statusCode }: SentDelivery): Outcome =>
  statusCode >= 200 && statusCode < 300 ? "success" : "failure";

/** https://docs.github.com/en/rest/apps/webhooks#list-deliveries-for-an-app-webhook */
function statusParam(given: string | undefined): Outcome | null {
  if (given === undefined) return null;
  if (given === "success" || given === "failure") return given;
  throw new GitHubError(422, `Invalid request.\n\n${given} is not a member of ["success", "failure"].`);
}

/** Newest first; `cursor` is the id of the last one on the page before. */
export function deliveryRoutes(rest: Rest, deliveries: Deliveries): void {
  const { app } = rest;
  const find = (id: number): SentDelivery => {
    const found = deliveries.listed().find((each) => each.id === id);
    if (found === undefined) throw notFound();
    return found;
  };
  app.get("/app/hook/deliveries", async (context) => {
    await asApp(rest, context);
    const size = Math.min(100, Number(context.req.query("per_page") ?? 30));
    const cursor = Number(context.req.query("cursor") ?? Number.POSITIVE_INFINITY);
    const wanted = statusParam(context.req.query("status"));
    const older = deliveries
      .listed()
      .filter((each) => each.id < cursor && (wanted ?? outcomeOf(each)) === outcomeOf(each));
    const page = older.slice(0, size);
    if (older.length > size) {
      const url = new URL(context.req.url);
      url.searchParams.set("cursor", String(page.at(-1)?.id));
      context.header("link", `<${url}>; rel="next"`);
    }
    return context.json(page.map(deliveryView));
  });
  app.get("/app/hook/deliveries/:id", async (context) => {
    await asApp(rest, context);
    const delivery = find(numberParam(context, "id"));
    return context.json({
      ...deliveryView(delivery),
      url: "",
      request: { headers: {}, payload: delivery.payload },
      response: { headers: {}, payload: "" },
    });
  });
  app.post("/app/hook/deliveries/:id/attempts", async (context) => {
    await asApp(rest, context);
    deliveries.redeliver(find(numberParam(context, "id")));
    return context.json({}, 202);
  });
}

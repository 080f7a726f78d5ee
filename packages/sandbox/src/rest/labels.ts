// Labels of a repository and of its issues.
import { z } from "zod";
import { itemOrNotFound } from "../actions/items.ts";
import {
  addLabels,
  createLabel,
  deleteLabel,
  editLabel,
  labelOrNotFound,
  removeLabel,
  setLabels,
} from "../actions/labels.ts";
import type { Where } from "../events.ts";
import type { WorldItem } from "../model.ts";
import { labelView } from "../views/item.ts";
import { body, numberParam, paged, param, READ, type Rest, WRITE, whereOf } from "./router.ts";

const text = z.string();
const fields = z.object({ name: text, color: text.optional(), description: text.nullish() });
const changes = z.object({ new_name: text.optional(), color: text.optional(), description: text.nullish() });
/** GitHub takes the bare list, too. */
const names = z.union([z.array(text), z.object({ labels: z.array(text) }).transform(({ labels }) => labels)]);

export function labelRoutes(rest: Rest): void {
  const { app, world } = rest;
  const view =
    ({ repository }: Where) =>
    (label: Parameters<typeof labelView>[2]) =>
      labelView(world, repository, label);
  app.get("/repos/:owner/:repo/labels", async (context) => {
    const where = await whereOf(rest, context, READ("issues", "pull_requests"));
    return paged(context, where.repository.labels, view(where));
  });
  app.post("/repos/:owner/:repo/labels", async (context) => {
    const where = await whereOf(rest, context, WRITE("write", "issues", "pull_requests"));
    return context.json(view(where)(createLabel(where, await body(context, fields))), 201);
  });
  app.get("/repos/:owner/:repo/labels/:name", async (context) => {
    const where = await whereOf(rest, context, READ("issues", "pull_requests"));
    return context.json(view(where)(labelOrNotFound(where, param(context, "name"))));
  });
  app.patch("/repos/:owner/:repo/labels/:name", async (context) => {
    const where = await whereOf(rest, context, WRITE("write", "issues", "pull_requests"));
    const label = labelOrNotFound(where, param(context, "name"));
    const { new_name, ...rest_ } = await body(context, changes);
    editLabel(where, label, { ...rest_, newName: new_name });
    return context.json(view(where)(label));
  });
  app.delete("/repos/:owner/:repo/labels/:name", async (context) => {
    const where = await whereOf(rest, context, WRITE("write", "issues", "pull_requests"));
    deleteLabel(where, labelOrNotFound(where, param(context, "name")));
    return context.body(null, 204);
  });
  itemLabelRoutes(rest);
}

function itemLabelRoutes(rest: Rest): void {
  const { app, world } = rest;
  const path = "/repos/:owner/:repo/issues/:number/labels";
  const listed = ({ repository }: Where, { labels }: WorldItem) =>
    labels.map((label) => labelView(world, repository, label));
  const right = WRITE("triage", "issues", "pull_requests");
  app.get(path, async (context) => {
    const where = await whereOf(rest, context, READ("issues", "pull_requests"));
    return paged(context, itemOrNotFound(where, numberParam(context, "number")).labels, (label) =>
      labelView(world, where.repository, label),
    );
  });
  app.post(path, async (context) => {
    const where = await whereOf(rest, context, right);
    const item = itemOrNotFound(where, numberParam(context, "number"));
    addLabels(where, item, await body(context, names));
    return context.json(listed(where, item));
  });
  app.put(path, async (context) => {
    const where = await whereOf(rest, context, right);
    const item = itemOrNotFound(where, numberParam(context, "number"));
    setLabels(where, item, await body(context, names));
    return context.json(listed(where, item));
  });
  app.delete(`${path}/:name`, async (context) => {
    const where = await whereOf(rest, context, right);
    const item = itemOrNotFound(where, numberParam(context, "number"));
    removeLabel(where, item, param(context, "name"));
    return context.json(listed(where, item));
  });
}

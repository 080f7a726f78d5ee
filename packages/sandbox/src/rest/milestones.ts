// Milestones.
import { z } from "zod";
import { createMilestone, deleteMilestone, editMilestone, milestoneOrNotFound } from "../actions/milestones.ts";
import { milestoneView } from "../views/item.ts";
import { body, numberParam, paged, READ, type Rest, WRITE, whereOf } from "./router.ts";

const changes = z.object({
  title: z.string().optional(),
  description: z.string().nullish(),
  due_on: z.coerce.date().nullish(),
  state: z.enum(["open", "closed"]).optional(),
});

export function milestoneRoutes(rest: Rest): void {
  const { app, world } = rest;
  const path = "/repos/:owner/:repo/milestones";
  const right = WRITE("triage", "issues", "pull_requests");
  app.get(path, async (context) => {
    const where = await whereOf(rest, context, READ("issues", "pull_requests"));
    const state = context.req.query("state") ?? "open";
    const found = where.repository.milestones.filter((each) => state === "all" || each.state === state);
    return paged(context, found, (each) => milestoneView(world, where.repository, each));
  });
  app.post(path, async (context) => {
    const where = await whereOf(rest, context, right);
    const { due_on, ...fields } = await body(context, changes.extend({ title: z.string() }));
    return context.json(
      milestoneView(world, where.repository, createMilestone(where, { ...fields, dueOn: due_on })),
      201,
    );
  });
  app.get(`${path}/:number`, async (context) => {
    const where = await whereOf(rest, context, READ("issues", "pull_requests"));
    return context.json(
      milestoneView(world, where.repository, milestoneOrNotFound(where, numberParam(context, "number"))),
    );
  });
  app.patch(`${path}/:number`, async (context) => {
    const where = await whereOf(rest, context, right);
    const milestone = milestoneOrNotFound(where, numberParam(context, "number"));
    const { due_on, ...fields } = await body(context, changes);
    editMilestone(where, milestone, { ...fields, dueOn: due_on });
    return context.json(milestoneView(world, where.repository, milestone));
  });
  app.delete(`${path}/:number`, async (context) => {
    const where = await whereOf(rest, context, right);
    deleteMilestone(where, milestoneOrNotFound(where, numberParam(context, "number")));
    return context.body(null, 204);
  });
}

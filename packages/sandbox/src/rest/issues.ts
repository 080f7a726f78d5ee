// Issues (and pull requests as issues), comments and reactions.
import { z } from "zod";
import { addComment, commentOrNotFound, deleteComment, editComment, react } from "../actions/comments.ts";
import { checkIssuesEnabled, createIssue, editItem, itemOrNotFound } from "../actions/items.ts";
import type { WorldItem } from "../model.ts";
import { commentView, issueView, reactionView } from "../views/item.ts";
import { body, numberParam, paged, READ, type Rest, WRITE, whereOf } from "./router.ts";

const text = z.string();
const shared = {
  body: text.nullish(),
  milestone: z.number().int().nullish(),
  labels: z.array(text).optional(),
  assignees: z.array(text).optional(),
};
const created = z.object({ title: text, ...shared });
const edited = z.object({
  title: text.optional(),
  ...shared,
  state: z.enum(["open", "closed"]).optional(),
  state_reason: z.enum(["completed", "not_planned", "duplicate", "reopened"]).nullish(),
});
const reaction = z.object({ content: z.enum(["+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes"]) });
const comment = z.object({ body: text });

const ISSUES = READ("issues", "pull_requests");
const BOTH = ["issues", "pull_requests"] as const;

export function issueRoutes(rest: Rest): void {
  const { app, world } = rest;
  app.get("/repos/:owner/:repo/issues", async (context) => {
    const where = await whereOf(rest, context, ISSUES);
    checkIssuesEnabled(where);
    const found = where.repository.items.filter(filterOf(context.req.query())).toReversed();
    return paged(context, found, (item) => issueView(world, where.repository, item));
  });
  app.post("/repos/:owner/:repo/issues", async (context) => {
    const where = await whereOf(rest, context, WRITE("read", "issues"));
    return context.json(issueView(world, where.repository, createIssue(where, await body(context, created))), 201);
  });
  app.get("/repos/:owner/:repo/issues/:number", async (context) => {
    const where = await whereOf(rest, context, ISSUES);
    return context.json(issueView(world, where.repository, itemOrNotFound(where, numberParam(context, "number"))));
  });
  app.patch("/repos/:owner/:repo/issues/:number", async (context) => {
    const where = await whereOf(rest, context, WRITE("triage", ...BOTH));
    const item = itemOrNotFound(where, numberParam(context, "number"));
    const { state_reason, ...fields } = await body(context, edited);
    editItem(where, item, { ...fields, stateReason: state_reason });
    return context.json(issueView(world, where.repository, item));
  });
}

function filterOf(query: Record<string, string>) {
  const { state = "open", labels, creator, milestone } = query;
  const wanted = labels?.split(",").map((name) => name.toLowerCase()) ?? [];
  return (item: WorldItem): boolean =>
    (state === "all" || item.state === state) &&
    wanted.every((name) => item.labels.some((label) => label.name.toLowerCase() === name)) &&
    (creator === undefined || item.author?.login.toLowerCase() === creator.toLowerCase()) &&
    (milestone === undefined ||
      milestone === String(item.milestone?.number ?? "none") ||
      (milestone === "*" && item.milestone !== null));
}

export function commentRoutes(rest: Rest): void {
  const { app, world } = rest;
  app.get("/repos/:owner/:repo/issues/:number/comments", async (context) => {
    const where = await whereOf(rest, context, ISSUES);
    const item = itemOrNotFound(where, numberParam(context, "number"));
    return paged(context, item.comments, (each) => commentView(world, where.repository, item, each));
  });
  app.post("/repos/:owner/:repo/issues/:number/comments", async (context) => {
    const where = await whereOf(rest, context, WRITE("read", ...BOTH));
    const item = itemOrNotFound(where, numberParam(context, "number"));
    const made = addComment(where, item, (await body(context, comment)).body);
    return context.json(commentView(world, where.repository, item, made), 201);
  });
  app.get("/repos/:owner/:repo/issues/comments/:id", async (context) => {
    const where = await whereOf(rest, context, ISSUES);
    const found = commentOrNotFound(where, numberParam(context, "id"));
    return context.json(commentView(world, where.repository, found.item, found.comment));
  });
  app.patch("/repos/:owner/:repo/issues/comments/:id", async (context) => {
    const where = await whereOf(rest, context, WRITE("read", ...BOTH));
    const found = commentOrNotFound(where, numberParam(context, "id"));
    editComment(where, found.item, found.comment, (await body(context, comment)).body);
    return context.json(commentView(world, where.repository, found.item, found.comment));
  });
  app.delete("/repos/:owner/:repo/issues/comments/:id", async (context) => {
    const where = await whereOf(rest, context, WRITE("read", ...BOTH));
    const found = commentOrNotFound(where, numberParam(context, "id"));
    deleteComment(where, found.item, found.comment);
    return context.body(null, 204);
  });
  reactionRoutes(rest);
}

function reactionRoutes(rest: Rest): void {
  const { app, world } = rest;
  app.get("/repos/:owner/:repo/issues/comments/:id/reactions", async (context) => {
    const where = await whereOf(rest, context, ISSUES);
    const found = commentOrNotFound(where, numberParam(context, "id"));
    return paged(context, found.comment.reactions, (each) => reactionView(world, each));
  });
  app.post("/repos/:owner/:repo/issues/comments/:id/reactions", async (context) => {
    const where = await whereOf(rest, context, WRITE("read", ...BOTH));
    const found = commentOrNotFound(where, numberParam(context, "id"));
    const made = react(where, { item: found.item, to: found.comment }, (await body(context, reaction)).content);
    return context.json(reactionView(world, made.reaction), made.isNew ? 201 : 200);
  });
}

// Pull requests, files and people's roles.
import { z } from "zod";
import { createBranch, push } from "../actions/branches.ts";
import { itemOrNotFound } from "../actions/items.ts";
import { createPull, merge } from "../actions/pulls.ts";
import { stackOf } from "../actions/stacks.ts";
import type { Where } from "../events.ts";
import { commitsOf } from "../graphql/comparison.ts";
import { GitHubError, type PullRequest } from "../model.ts";
import type { Role } from "../model-accounts.ts";
import { reaches, roleOf } from "../roles.ts";
import { accountView } from "../views/account.ts";
import { commitView } from "../views/branch.ts";
import { pullView } from "../views/item.ts";
import { apiOf } from "../views/repository.ts";
import { notFound } from "../world.ts";
import { body, numberParam, paged, param, READ, READ_WITHIN, type Rest, WRITE, whereOf } from "./router.ts";

const text = z.string();
const created = z.object({ title: text, body: text.nullish(), head: text, base: text, draft: z.boolean().optional() });
const reference = z.object({ ref: text, sha: text });
const file = z.object({ message: text, content: text, branch: text.optional() });

function pullOrNotFound(where: Where, number: number): PullRequest {
  const item = itemOrNotFound(where, number);
  if (item.kind !== "pull") throw notFound();
  return item;
}

export function pullRoutes(rest: Rest): void {
  const { app, world } = rest;
  app.get("/repos/:owner/:repo/pulls", async (context) => {
    const where = await whereOf(rest, context, READ("pull_requests"));
    const state = context.req.query("state") ?? "open";
    const found = where.repository.items
      .filter((item) => item.kind === "pull")
      .filter((pull) => state === "all" || pull.state === state);
    return paged(context, found.toReversed(), (pull) => pullView(world, where.repository, pull));
  });
  app.post("/repos/:owner/:repo/pulls", async (context) => {
    const where = await whereOf(rest, context, WRITE("read", "pull_requests"));
    return context.json(pullView(world, where.repository, createPull(where, await body(context, created))), 201);
  });
  app.get("/repos/:owner/:repo/pulls/:number", async (context) => {
    const where = await whereOf(rest, context, READ("pull_requests"));
    return context.json(pullView(world, where.repository, pullOrNotFound(where, numberParam(context, "number"))));
  });
  app.get("/repos/:owner/:repo/pulls/:number/commits", async (context) => {
    const where = await whereOf(rest, context, READ("pull_requests"));
    const commits = commitsOf(where.repository, pullOrNotFound(where, numberParam(context, "number")));
    return paged(context, commits, (each) => commitView(world, where.repository, each));
  });
  app.put("/repos/:owner/:repo/pulls/:number/merge", async (context) => {
    const where = await whereOf(rest, context, WRITE("write", "contents"));
    const pull = pullOrNotFound(where, numberParam(context, "number"));
    // https://docs.github.com/en/pull-requests/reference/stacked-pull-requests-apis-and-webhooks
    if (stackOf(where.repository, pull) !== undefined)
      throw new GitHubError(405, "A stack can't be merged with this endpoint");
    const sha = merge(where, pull);
    return context.json({ sha, merged: true, message: "Pull Request successfully merged" });
  });
}

export function contentRoutes(rest: Rest): void {
  const { app, world } = rest;
  app.get("/repos/:owner/:repo/contents/:path{.+}", async (context) => {
    const { repository } = await whereOf(rest, context, READ("contents"));
    const ref = context.req.query("ref") ?? repository.defaultBranch;
    const commit = repository.commits.get(repository.branches.get(ref) ?? ref);
    const path = param(context, "path");
    const content = commit?.files.get(path);
    if (content === undefined) throw notFound();
    const url = `${apiOf(world, repository)}/contents/${path}`;
    const html = `${repository.url}/blob/${ref}/${path}`;
    return context.json({
      type: "file",
      encoding: "base64",
      size: content.length,
      name: path.split("/").at(-1),
      path,
      sha: commit?.sha,
      url,
      git_url: url,
      html_url: html,
      content: Buffer.from(content).toString("base64"),
      download_url: html,
      _links: { self: url, git: url, html },
    });
  });
  app.post("/repos/:owner/:repo/git/refs", async (context) => {
    const where = await whereOf(rest, context, WRITE("write", "contents"));
    const { ref, sha } = await body(context, reference);
    createBranch(where, ref, sha);
    const url = `${apiOf(world, where.repository)}/git/${ref}`;
    const object = { type: "commit", sha, url: `${apiOf(world, where.repository)}/git/commits/${sha}` };
    return context.json({ ref, node_id: Buffer.from(ref).toString("base64"), url, object }, 201);
  });
  app.put("/repos/:owner/:repo/contents/:path{.+}", async (context) => {
    const where = await whereOf(rest, context, WRITE("write", "contents"));
    const { message, content, branch = where.repository.defaultBranch } = await body(context, file);
    if (!where.repository.branches.has(branch)) throw new GitHubError(404, `Branch ${branch} not found`);
    const sha = push(
      where,
      branch,
      { [param(context, "path")]: Buffer.from(content, "base64").toString() },
      { message },
    );
    return context.json({ content: null, commit: { sha } });
  });
}

/** `permission` knows four levels; `role_name` is what was really given. */
const PERMISSION = { read: "read", triage: "read", write: "write", maintain: "write", admin: "admin" } as const;

/** What the role is built on shows here, whatever its name. */
const permissionsOf = (role: Role | null) => ({
  pull: reaches(role, "read"),
  triage: reaches(role, "triage"),
  push: reaches(role, "write"),
  maintain: reaches(role, "maintain"),
  admin: reaches(role, "admin"),
});

export function permissionRoutes(rest: Rest): void {
  const { app, world } = rest;
  app.get("/repos/:owner/:repo/collaborators/:user/permission", async (context) => {
    const { repository } = await whereOf(rest, context, READ_WITHIN("metadata"));
    const user = world.users.find(({ login }) => login.toLowerCase() === param(context, "user").toLowerCase());
    if (user === undefined) throw notFound();
    const role = roleOf(repository, user);
    const permission = role === null ? "none" : PERMISSION[role];
    const role_name = repository.roleNames.get(user.login) ?? role ?? "none";
    const permissions = permissionsOf(role);
    return context.json({ permission, role_name, user: { ...accountView(world, user), permissions, role_name } });
  });
}

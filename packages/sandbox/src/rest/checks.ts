// Check runs. Only apps write them.
import type { Context } from "hono";
import { z } from "zod";
import { createCheckRun, rerequestRun, runOrNotFound, updateCheckRun } from "../actions/checks.ts";
import { GitHubError } from "../model.ts";
import { checkRunView } from "../views/check.ts";
import { body, numberParam, param, READ, type Rest, WRITE, whereOf } from "./router.ts";

const text = z.string();
const line = z.number().int().min(1);
const annotation = z.object({
  path: text,
  start_line: line,
  end_line: line,
  start_column: line.nullable().default(null),
  end_column: line.nullable().default(null),
  annotation_level: z.enum(["notice", "warning", "failure"]),
  message: text,
  title: text.nullable().default(null),
  raw_details: text.nullable().default(null),
});
const shared = {
  status: z.enum(["queued", "in_progress", "completed"]).optional(),
  conclusion: z
    .enum(["success", "failure", "neutral", "cancelled", "timed_out", "action_required", "skipped"])
    .optional(),
  output: z
    .object({
      title: text.optional(),
      summary: text.optional(),
      text: text.optional(),
      annotations: z.array(annotation).optional(),
    })
    .optional(),
  external_id: text.optional(),
  details_url: text.optional(),
  actions: z.array(z.object({ label: text, description: text, identifier: text })).optional(),
};
const created = z.object({ name: text, head_sha: text, ...shared });
const updated = z.object(shared);

const fieldsOf = ({ external_id, details_url, ...fields }: z.infer<typeof updated>) => ({
  ...fields,
  externalId: external_id,
  detailsUrl: details_url,
});

async function writer(rest: Rest, context: Context) {
  const where = await whereOf(rest, context, WRITE("write", "checks"));
  if (where.actor.installation === null) throw new GitHubError(403, "You must authenticate via a GitHub App.");
  return where;
}

export function checkRoutes(rest: Rest): void {
  const { app, world } = rest;
  app.post("/repos/:owner/:repo/check-runs", async (context) => {
    const where = await writer(rest, context);
    const { name, head_sha, ...fields } = await body(context, created);
    return context.json(
      checkRunView(world, where.repository, createCheckRun(where, name, head_sha, fieldsOf(fields))),
      201,
    );
  });
  app.get("/repos/:owner/:repo/check-runs/:id", async (context) => {
    const where = await whereOf(rest, context, READ("checks"));
    return context.json(checkRunView(world, where.repository, runOrNotFound(where, numberParam(context, "id"))));
  });
  app.patch("/repos/:owner/:repo/check-runs/:id", async (context) => {
    const where = await writer(rest, context);
    const run = runOrNotFound(where, numberParam(context, "id"));
    updateCheckRun(where, run, fieldsOf(await body(context, updated)));
    return context.json(checkRunView(world, where.repository, run));
  });
  app.post("/repos/:owner/:repo/check-runs/:id/rerequest", async (context) => {
    const where = await whereOf(rest, context, WRITE("write", "checks"));
    rerequestRun(where, runOrNotFound(where, numberParam(context, "id")));
    return context.json({}, 201);
  });
  app.get("/repos/:owner/:repo/commits/:ref/check-runs", async (context) => {
    const where = await whereOf(rest, context, READ("checks"));
    const ref = param(context, "ref");
    const sha = where.repository.branches.get(ref) ?? ref;
    const name = context.req.query("check_name");
    const runs = where.repository.suites
      .filter(({ headSha }) => headSha === sha)
      .flatMap((suite) => suite.runs)
      .filter((run) => name === undefined || run.name === name);
    return context.json({
      total_count: runs.length,
      check_runs: runs.map((run) => checkRunView(world, where.repository, run)),
    });
  });
}

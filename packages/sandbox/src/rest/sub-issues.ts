// An issue's parent and its sub-issues: https://docs.github.com/en/rest/issues/sub-issues
import { z } from "zod";
import { itemOrNotFound } from "../actions/items.ts";
import { addSubIssue, findIssueById, type PlacedIssue, removeSubIssue, subIssuesOf } from "../actions/sub-issues.ts";
import type { Where } from "../events.ts";
import type { WorldIssue } from "../model.ts";
import { issueView } from "../views/item.ts";
import { notFound } from "../world.ts";
import { body, numberParam, paged, READ, type Rest, WRITE, whereOf } from "./router.ts";

const named = z.object({ sub_issue_id: z.number().int() });

function issueOrNotFound(where: Where, number: number): WorldIssue {
  const item = itemOrNotFound(where, number);
  if (item.kind !== "issue") throw notFound();
  return item;
}

function placedOrNotFound({ world, repository }: Where, id: number | null): PlacedIssue {
  const found = id === null ? null : findIssueById(world, repository.owner, id);
  if (found === null) throw notFound();
  return found;
}

export function subIssueRoutes(rest: Rest): void {
  const { app } = rest;
  const path = "/repos/:owner/:repo/issues/:number";
  const view = ({ world }: Where, { repository, issue }: PlacedIssue) => issueView(world, repository, issue);
  app.get(`${path}/sub_issues`, async (context) => {
    const where = await whereOf(rest, context, READ("issues"));
    const found = subIssuesOf(where.world, where.repository, issueOrNotFound(where, numberParam(context, "number")));
    return paged(context, found, (each) => view(where, each));
  });
  app.get(`${path}/parent`, async (context) => {
    const where = await whereOf(rest, context, READ("issues"));
    const { parentId } = issueOrNotFound(where, numberParam(context, "number"));
    return context.json(view(where, placedOrNotFound(where, parentId)));
  });
  app.post(`${path}/sub_issues`, async (context) => {
    const where = await whereOf(rest, context, WRITE("triage", "issues"));
    const parent = issueOrNotFound(where, numberParam(context, "number"));
    addSubIssue(where, parent, placedOrNotFound(where, (await body(context, named)).sub_issue_id));
    return context.json(view(where, { repository: where.repository, issue: parent }), 201);
  });
  app.delete(`${path}/sub_issue`, async (context) => {
    const where = await whereOf(rest, context, WRITE("triage", "issues"));
    const parent = issueOrNotFound(where, numberParam(context, "number"));
    removeSubIssue(where, parent, placedOrNotFound(where, (await body(context, named)).sub_issue_id));
    return context.json(view(where, { repository: where.repository, issue: parent }));
  });
}

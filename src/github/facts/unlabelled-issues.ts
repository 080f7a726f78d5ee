// unlabelled-issues: of a milestone's open issues that were touched last, those that don't carry a label.
import { z } from "zod";
import type { Reference } from "../entities.ts";
import { selectionFact } from "./definition.ts";
import { referenceNode, referenceOf } from "./issues.ts";
import { ofMilestone } from "./lists.ts";

type Question = { kind: "unlabelled-issues"; milestone: number; label: string };

const issues = z
  .object({
    issues: z.object({
      nodes: z.array(
        referenceNode.extend({ labels: z.object({ nodes: z.array(z.object({ name: z.string() })) }).nullable() }),
      ),
    }),
  })
  .nullable()
  .transform((found) => ofMilestone(found?.issues).nodes);

export const unlabelledIssuesFact = selectionFact({
  kind: "unlabelled-issues",
  permission: "issues: read",
  cost: { nodes: 420, requests: 21 },
  select: ({ milestone }: Question) => `milestone(number: ${milestone}) {
    issues(first: 20, states: [OPEN], orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { number title url labels(first: 20) { nodes { name } } }
    }
  }`,
  page: issues,
  next: () => null,
  value: ({ label }, pages): Reference[] =>
    pages
      .flat()
      .filter(({ labels }) => !labels?.nodes.some(({ name }) => name.toLowerCase() === label.toLowerCase()))
      .map(referenceOf),
});

// path: whether anything is at a path on the default branch.
import { z } from "zod";
import { selectionFact } from "./definition.ts";
import { quotedText } from "./lists.ts";

type Question = { kind: "path"; path: string };

export const pathFact = selectionFact({
  kind: "path",
  permission: "contents: read",
  cost: { nodes: 0, requests: 0 },
  select: ({ path }: Question) => `object(expression: ${quotedText(`HEAD:${path}`)}) { __typename }`,
  page: z.object({}).nullable(),
  next: () => null,
  value: (_question, [found]) => found !== null && found !== undefined,
});

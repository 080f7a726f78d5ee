// What merge queues and single commits answer, checked before anything relies on it.
import { z } from "zod";
import { pageInfo } from "./paging.ts";
import { checked, seenNodes } from "./shapes.ts";

export const queueAnswer = z.object({
  repository: z.object({
    mergeQueue: z
      .object({
        entries: seenNodes(
          z.object({
            position: z.number(),
            headCommit: checked.extend({ oid: z.string() }).nullable(),
            pullRequest: z.object({ number: z.number() }).nullable(),
          }),
        )
          .extend({ pageInfo })
          .nullable(),
      })
      .nullable(),
  }),
});
export const checkAnswer = z.object({ repository: z.object({ commit: checked.partial().nullable() }) });

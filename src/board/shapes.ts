// What the API answers with: the shapes from which its description is made, too.
import { z } from "zod";

const slug = z.string().meta({ description: "`owner/name`" });
const instant = z.iso.datetime();

const phaseShape = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(["not begun", "open", "passed", "shut"]).meta({
    description: "`shut`: its boundary review decided to pivot or to stop.",
  }),
  done: z.number(),
  open: z.number(),
  dropped: z.number().meta({ description: "Closed as not planned or as a duplicate: neither done nor open." }),
  added: z
    .number()
    .nullable()
    .meta({ description: "Issues that joined after its planning; null where that is not known." }),
});

export const deliveryShape = z.object({
  id: z.string().nullable().meta({ description: "Null for a repository alone." }),
  name: z.string(),
  home: slug.nullable().meta({ description: "`owner/name`; null where you may not see it." }),
  repositories: z.array(slug).meta({ description: "Those that you may see." }),
  phases: z.array(phaseShape).meta({ description: "Empty while the plan is invalid." }),
});

const day = z.string().meta({ format: "date" });

const forecastShape = z.union([
  z.object({ p50: day, p85: day, p95: day }),
  z.object({ refused: z.string().meta({ description: "Why there is none." }) }),
]);

export const deliveryForecastShape = deliveryShape.extend({
  phases: z.array(phaseShape.extend({ forecast: forecastShape })),
});

const figure = z.number().nullable().meta({ description: "Null where not all of it is known." });

export const healthShape = z.object({
  ...{ since: instant.nullable(), until: instant.nullable(), as_of: instant },
  blocked_hours: figure,
  overrides: z.object({ count: z.number(), by: z.record(z.string(), z.number()) }),
  ...{ days_to_decision: figure, scope_added: figure, shut_again: figure },
});

export const pullShape = z.object({
  repository: slug,
  number: z.number(),
  title: z.string(),
  phase: z.string().nullable().meta({ description: "The id of the phase that counts." }),
  conclusion: z.enum(["success", "neutral", "action_required"]),
  verdict: z.string().meta({ description: "The check's title." }),
});

const openShape = z.object({
  repository: slug.nullable(),
  number: z.number().nullable().meta({ description: "Null for what is neither an issue nor a pull request." }),
  title: z.string(),
  url: z.string(),
});

export const pullDetailShape = pullShape.extend({
  waits_for: z.array(
    z.object({
      phase: z.string(),
      criterion: z.string(),
      state: z.enum(["unmet", "unknown"]),
      open: z.array(openShape),
    }),
  ),
});

export const waitingShape = z.object({
  kind: z.enum(["sign-off", "decision"]),
  repository: slug,
  review: z.number().meta({ description: "The issue's number." }),
  phase: z.string(),
  sign_off: z.string().nullable().meta({ description: "The id of the sign-off; null for a decision." }),
  state: z.string(),
  asked: z.array(z.string()).meta({ description: "Logins, `@org/team`, or a role of the repository." }),
  since: instant,
  due: instant.nullable(),
});

export const errorShape = z.object({ message: z.string() });

export type ForecastDeliveryJson = z.infer<typeof deliveryForecastShape>;
export type DeliveryJson = z.infer<typeof deliveryShape>;
export type PullJson = z.infer<typeof pullShape>;
export type PullDetailJson = z.infer<typeof pullDetailShape>;
export type WaitingJson = z.infer<typeof waitingShape>;

// A subcommand's result as JSON.
import type { Resolution } from "../plan/resolve.ts";
import { UNPRINTABLE_SIGN } from "./io.ts";
import type { CliOption } from "./subcommand.ts";

export const JSON_OPTION: CliOption = { flags: "--json", description: "print the result as JSON" };

/** One document, with control characters escaped. */
export const jsonText = (value: object): string =>
  JSON.stringify(value, null, 2).replace(
    UNPRINTABLE_SIGN,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

export function planForJson(plan: Resolution): object {
  switch (plan.kind) {
    case "inactive":
      return { kind: plan.kind, reason: plan.reason };
    case "invalid":
      return { kind: plan.kind, source: plan.source, problems: plan.problems, ...deliveryForJson(plan) };
    case "active":
      return {
        ...{ kind: plan.kind, source: plan.source, phases: plan.plan.phases.map(({ id }) => id) },
        ...deliveryForJson(plan),
      };
  }
}

function deliveryForJson({ delivery }: Exclude<Resolution, { kind: "inactive" }>): object {
  if (delivery === null) return { delivery: null };
  const { id, name, home } = delivery;
  return { delivery: { id, name, home } };
}

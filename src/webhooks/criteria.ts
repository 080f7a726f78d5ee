// Which exit criteria a webhook may change, as the criteria themselves say.
import { type CriterionName, criteria } from "../criteria/index.ts";
import type { Condition, Trigger } from "../criteria/trigger.ts";
import type { Subject } from "../subject.ts";
import { unmetCondition } from "./conditions.ts";
import { type Ignored, ignored } from "./ignored.ts";

type Named = { event: string; criterion: CriterionName; when: readonly Condition[] };

/** One for each event and action. */
const eventNames = ({ event, actions }: Trigger): string[] =>
  actions === undefined ? [event] : actions.map((action) => `${event}.${action}`);

const TRIGGERS: readonly Named[] = Object.values(criteria).flatMap(({ name, triggers }) =>
  triggers === "every-look"
    ? []
    : triggers.flatMap((trigger) =>
        eventNames(trigger).map((event) => ({ event, criterion: name, when: trigger.when ?? [] })),
      ),
);

/** Every event after which a criterion may be another, such as `release.published` or `push`. */
export const criterionEvents: readonly string[] = TRIGGERS.map(({ event }) => event);

/** Null where the event changes no criterion, whatever its payload. `event` is with its action. */
export function criterionSubjects(
  event: string,
  payload: unknown,
  repository: { default_branch?: string | undefined },
): Subject[] | Ignored | null {
  const possible = TRIGGERS.filter((trigger) => trigger.event === event);
  const judged = possible.map(({ criterion, when }) => ({
    criterion,
    reason: unmetCondition(when, payload, repository),
  }));
  const names = new Set(judged.filter(({ reason }) => reason === null).map(({ criterion }) => criterion));
  if (names.size > 0) return [...names].map((name) => ({ kind: "criterion", name }));
  const reason = judged[0]?.reason;
  return reason == null ? null : ignored(reason);
}

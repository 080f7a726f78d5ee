// Which webhooks change a criterion, as data: webhooks/ looks at the plan's phases when one of them comes.

/**
 * What an event has to be about beyond its name; webhooks/conditions.ts reads each from the payload.
 * - `default-branch`: it concerns the default branch;
 * - `paths-changed`: it adds or removes files;
 * - `in-milestone`: its pull request is in a milestone;
 * - `merged`: its pull request is merged.
 */
export type Condition = "default-branch" | "paths-changed" | "in-milestone" | "merged";

/** `event` and `actions` as GitHub names them: https://docs.github.com/en/webhooks/webhook-events-and-payloads. All of `when` must hold. */
export type Trigger = {
  event: string;
  /** Absent for events that have no actions. */
  actions?: readonly [string, ...string[]];
  when?: readonly [Condition, ...Condition[]];
};

/** `every-look`: nothing beyond the issues, milestones and labels whose every change is looked at for all phases anyway. */
export type Triggers = readonly [Trigger, ...Trigger[]] | "every-look";

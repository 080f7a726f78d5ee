// A subject in a repository: webhooks name it, the queue stores it, reconcile reads and updates it.
import { z } from "zod";
import { eventProof } from "./proof.ts";

/**
 * - `item`: one issue or pull request: its labels and, for a pull request, its check;
 * - `commit`: the check of the open pull requests with this head;
 * - `milestone`: checks whether reads show it as an event says; then everything that depends on it is reconciled;
 * - `phases`: everything that depends on the phases: every open pull request and the boundary reviews;
 * - `criterion`: the phases, if the plan uses the exit criterion of that name;
 * - `group`: the check of a group in the merge queue, on its head commit;
 * - `deployment`: whether a workflow's run may deploy to an environment;
 * - `repository`: everything, closed items too;
 * - `dashboard`: the issue that shows the state of the delivery;
 * - `review-asked`: the boundary review that a command in another repository of the delivery asks for, by that comment's number and line;
 * - `command`: a new comment that may contain commands. Its author is read from GitHub.
 */
const subject = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("item"), number: z.number() }),
  z.object({ kind: z.literal("commit"), sha: z.string() }),
  z.object({ kind: z.literal("milestone"), number: z.number() }),
  z.object({ kind: z.literal("phases") }),
  z.object({ kind: z.literal("criterion"), name: z.string() }),
  z.object({ kind: z.literal("group"), sha: z.string(), ref: z.string(), base: z.string() }),
  z.object({ kind: z.literal("deployment"), run: z.number(), environment: z.string() }),
  z.object({ kind: z.literal("repository") }),
  z.object({ kind: z.literal("dashboard") }),
  z.object({ kind: z.literal("review-asked"), phase: z.string(), command: z.number(), line: z.number() }),
  z.object({ kind: z.literal("command"), item: z.number(), comment: z.string() }),
]);

export type Subject = z.infer<typeof subject>;

/**
 * One subject of one repository: what the queue stores. `proof` is what an event says of the subject, `since` when the event came
 * (milliseconds since 1970), and `follow` what is looked at once reads show as much.
 */
export const reconcileRequest = z.object({
  repository: z.object({ installation: z.number(), owner: z.string(), name: z.string() }),
  subject,
  proof: eventProof.optional(),
  since: z.number().optional(),
  follow: z.array(subject).optional(),
});

export type ReconcileRequest = z.infer<typeof reconcileRequest>;

/**
 * Unique within a repository; requests with one key are one piece of work, and the newest of them counts. What follows is in the key, so
 * that no later event of the same subject makes it forgotten.
 */
export const requestKey = ({ subject, follow = [] }: Pick<ReconcileRequest, "subject" | "follow">): string =>
  [subject, ...follow].map(subjectKey).join(" then ");

/** Unique within a repository. */
export function subjectKey(subject: Subject): string {
  switch (subject.kind) {
    case "item":
      return `item/${subject.number}`;
    case "commit":
      return `commit/${subject.sha}`;
    case "milestone":
      return `milestone/${subject.number}`;
    case "criterion":
      return `criterion/${subject.name}`;
    case "group":
      return `group/${subject.sha}`;
    case "deployment":
      return `deployment/${subject.run}/${subject.environment}`;
    case "review-asked":
      return `review-asked/${subject.command}/${subject.line}`;
    case "command":
      return `command/${subject.comment}`;
    default:
      return subject.kind;
  }
}

/** Lower goes first: commands, the gate of one pull request, the gates of all, the whole repository, the dashboard. */
export const subjectPriority = ({ kind }: Subject): number =>
  ({
    command: 0,
    "review-asked": 0,
    item: 1,
    commit: 1,
    group: 1,
    deployment: 1,
    milestone: 1,
    phases: 2,
    criterion: 2,
    repository: 5,
    dashboard: 7,
  })[kind];

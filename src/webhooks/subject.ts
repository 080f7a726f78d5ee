// What a webhook, or the sweep, asks to look at.

/**
 * - `item`: one issue or pull request: its labels and, for a pull request, its check;
 * - `commit`: the check of the open pull requests with this head;
 * - `phases`: what depends on the phases: every open pull request and the boundary reviews;
 * - `repository`: everything, closed items too;
 * - `command`: a new comment that may hold commands. Who wrote it is read from GitHub.
 */
export type Subject =
  | { kind: "item"; number: number }
  | { kind: "commit"; sha: string }
  | { kind: "phases" }
  | { kind: "repository" }
  | { kind: "command"; item: number; comment: string };

export type Ignored = { kind: "ignored"; reason: string };

export const ignored = (reason: string): Ignored => ({ kind: "ignored", reason });

/** Unique within a repository; subjects with one key are one piece of work. */
export function keyOf(subject: Subject): string {
  switch (subject.kind) {
    case "item":
      return `item/${subject.number}`;
    case "commit":
      return `commit/${subject.sha}`;
    case "command":
      return `command/${subject.comment}`;
    default:
      return subject.kind;
  }
}

/** Lower goes first: people who wait for an answer, then gates of one pull request, then of all, then everything. */
export const priorityOf = ({ kind }: Subject): number =>
  ({ command: 0, item: 1, commit: 1, phases: 2, repository: 5 })[kind];

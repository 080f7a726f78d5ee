// Creates nothing twice while GitHub's reads do not show yet what was created: by whichever process, for a minute.
import { createHash } from "node:crypto";
import { recordIdentity } from "../decisions/record.ts";
import { RateLimited, refusalOf } from "../github/errors.ts";
import type { RepositoryName, Writer } from "../github/port.ts";
import type { SharedLimits } from "../queue/shared.ts";
import { setBounded } from "../set-bounded.ts";
import { steadyNow } from "../steady-clock.ts";

/** Reads are looked at again after this long, in milliseconds. */
const AGAIN_MS = 1_000;

const UNUSED_LIMIT = 10_000;

export type OnceWriter = (repository: RepositoryName, write: Writer) => Writer;

/**
 * What is created is reserved in the store first, so that a crash between the two delays it and never doubles it. Rejects with `RateLimited`
 * where the same was created less than `lagMs` ago. Issues are the same by title and first line, comments by
 * their text, and records by what they record.
 */
export function makeOnceWriter(shared: Pick<SharedLimits, "reserveSlot">, lagMs: number): OnceWriter {
  /** Reserved by this process, and then not created. */
  const unused = new Map<string, true>();
  const once = async <Made>(name: string, create: () => Promise<Made>): Promise<Made> => {
    const slot = unused.delete(name) ? { kind: "taken", inMs: 0 } : await shared.reserveSlot(name, lagMs, 0);
    if (slot.kind === "full")
      throw new RateLimited(new Date(steadyNow() + Math.min(AGAIN_MS, slot.inMs)), CREATED_BEFORE, "lag");
    return await create().catch((error: unknown) => {
      if (error instanceof RateLimited || refusalOf(error) !== null) setBounded(unused, name, true, UNUSED_LIMIT);
      throw error;
    });
  };
  return ({ installation, owner, name }, write) => {
    const { createIssue, comment } = write;
    const nameOf = (...parts: (string | number)[]): string => `created/${installation}/${hash(owner, name, ...parts)}`;
    return {
      ...write,
      createIssue: (issue) =>
        once(nameOf("issue", issue.title, issue.body.split("\n", 1)[0] ?? ""), () => createIssue(issue)),
      comment: (item, body) => once(nameOf("comment", item, recordIdentity(body)), () => comment(item, body)),
    };
  };
}

const CREATED_BEFORE = "the same was created a moment ago, and GitHub's reads may not show it yet";

const hash = (...parts: (string | number)[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 32);

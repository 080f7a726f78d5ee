// The app's own checks as it wrote them last: GitHub's reads are behind the app's writes, too. What is remembered here ends with the
// process; `begun-checks.ts` says after a restart, or where another process wrote, which reads are not to be trusted.
import { setBounded } from "../set-bounded.ts";
import type { BegunChecks } from "./begun-checks.ts";
import type { CheckContent, CheckRun, Item, ListedPull } from "./model.ts";
import type { Reader, Writer } from "./port.ts";

type CheckIds = Pick<CheckRun, "id" | "node">;

/** Of one repository: what this process wrote of the check on each head in the last minute. */
export type OwnChecks = {
  /** Whether it is known what the check on the head says. */
  knows(headSha: string): boolean;
  /** What the check says by now; `read` is what GitHub shows. */
  current(headSha: string, read: CheckRun | null): CheckRun | null;
  /** `before` is what GitHub showed before. */
  wrote(headSha: string, before: CheckRun | null, after: CheckRun): void;
  /** After a write without an answer, which GitHub may have carried out: what it shows counts again. */
  forget(headSha: string): void;
};

/** `past` are states that a read may still show; `latest` is the one after them. */
type WrittenCheck = { past: (CheckRun | null)[]; latest: CheckRun; until: number };

const LAG_MS = 60_000;
const HEADS_LIMIT = 1_000;

/** `now` is in milliseconds, by a clock that goes on evenly. */
export function makeOwnChecks(now: () => number): OwnChecks {
  const written = new Map<string, WrittenCheck>();
  const forgetOld = (): void => {
    for (const [headSha, { until }] of written) if (until <= now()) written.delete(headSha);
  };
  return {
    knows: (headSha) => (written.get(headSha)?.until ?? 0) > now(),
    current: (headSha, read) => {
      const entry = written.get(headSha);
      if (entry === undefined || entry.until <= now()) return read;
      if (entry.past.some((past) => isSameState(past, read))) return withNumber(entry.latest, read);
      // Another process has written since.
      written.delete(headSha);
      return read;
    },
    wrote: (headSha, before, after) => {
      forgetOld();
      const past = written.get(headSha)?.past ?? [before];
      setBounded(written, headSha, { past: [...past, after], latest: after, until: now() + LAG_MS }, HEADS_LIMIT);
    },
    forget: (headSha) => void written.delete(headSha),
  };
}

/** A batch answers without the number of a run that it made; a read of the same run has it. */
const withNumber = (latest: CheckRun, read: CheckRun | null): CheckRun =>
  latest.id === null && read?.node === latest.node ? { ...latest, id: read.id } : latest;

const isSameState = (a: CheckRun | null, b: CheckRun | null): boolean =>
  a === null || b === null
    ? a === b
    : a.node === b.node && a.conclusion === b.conclusion && a.title === b.title && a.summary === b.summary;

/** The reader, with checks as they are by now, and the writer, which remembers them. Made for one job. */
export function withOwnChecks(
  read: Reader,
  write: Writer,
  own: OwnChecks,
  begun: BegunChecks,
): { read: Reader; write: Writer } {
  const seen = new Map<string, CheckRun | null>();
  const current = (headSha: string, check: CheckRun | null): CheckRun | null => {
    const known = knownCheck(own, begun, headSha, check);
    seen.set(headSha, known);
    return known;
  };
  const begin = (checks: readonly Written[]): Promise<void> =>
    begun.begin(checks.map((check) => ({ ...check, before: seen.get(check.headSha) ?? null })));
  const wrote = (headSha: string, content: CheckContent, ids: CheckIds | null | undefined): void => {
    const { detailsUrl: _detailsUrl, ...shown } = content;
    const before = seen.get(headSha) ?? null;
    const { id, node } = ids ?? before ?? {};
    if (id === undefined || node === undefined) return;
    const after = { ...shown, id, node };
    own.wrote(headSha, before, after);
    seen.set(headSha, after);
  };
  return { read: correctedReader(read, current), write: notingWriter(write, { begin, wrote, forget: own.forget }) };
}

/** After a write of this process without an answer, what is read counts. */
function knownCheck(own: OwnChecks, begun: BegunChecks, headSha: string, read: CheckRun | null): CheckRun | null {
  if (!begun.isLatest(headSha)) return begun.doubted(headSha, read);
  if (!own.knows(headSha)) return read;
  const current = own.current(headSha, read);
  return own.knows(headSha) ? current : begun.doubted(headSha, read);
}

type Correct = (headSha: string, check: CheckRun | null) => CheckRun | null;

function correctedReader(read: Reader, current: Correct): Reader {
  const corrected = <Read extends { headSha: string | null; check: CheckRun | null }>(each: Read): Read =>
    each.headSha === null ? each : { ...each, check: current(each.headSha, each.check) };
  const item = (each: Item): Item => (each.kind === "pull" && each.state === "open" ? corrected(each) : each);
  const page = <Page extends { items: ListedPull[] }>(of: Page): Page => ({ ...of, items: of.items.map(corrected) });
  return {
    ...read,
    items: async (numbers, also) => {
      const reading = await read.items(numbers, also);
      return { ...reading, items: reading.items.map(item) };
    },
    itemsAlone: async (numbers) => (await read.itemsAlone(numbers)).map(item),
    openPulls: async (expected) => page(await read.openPulls(expected)),
    moreOpenPulls: async (after, expected) => page(await read.moreOpenPulls(after, expected)),
    check: async (sha) => current(sha, await read.check(sha)),
    mergeQueue: async (base) => {
      const queue = await read.mergeQueue(base);
      return queue.kind === "denied" ? queue : { ...queue, entries: queue.entries.map(corrected) };
    },
  };
}

type Written = { headSha: string; content: CheckContent };
type Notes = {
  begin(checks: readonly Written[]): Promise<void>;
  wrote(headSha: string, content: CheckContent, ids: CheckIds | null | undefined): void;
  forget(headSha: string): void;
};

function notingWriter(write: Writer, { begin, wrote, forget }: Notes): Writer {
  const answered = async <Answer>(headSha: string, sent: Promise<Answer>): Promise<Answer> => {
    try {
      return await sent;
    } catch (error) {
      forget(headSha);
      throw error;
    }
  };
  return {
    ...write,
    createCheck: async (headSha, content) => {
      await begin([{ headSha, content }]);
      const made = await answered(headSha, write.createCheck(headSha, content));
      wrote(headSha, content, made);
      return made;
    },
    updateCheck: async (id, headSha, content) => {
      await begin([{ headSha, content }]);
      await answered(headSha, write.updateCheck(id, headSha, content));
      wrote(headSha, content, null);
    },
    setChecks: async (checks) => {
      await begin(checks);
      const answer = await write.setChecks(checks);
      const made = answer.kind === "answered" ? answer.made : [];
      for (const [at, { headSha, existing, content }] of checks.entries()) {
        const node = made[at] ?? null;
        if (answer.kind === "uncertain") forget(headSha);
        if (node !== null) wrote(headSha, content, existing ?? { id: null, node });
      }
      return answer;
    },
  };
}

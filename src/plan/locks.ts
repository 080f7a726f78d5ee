// Keys that the owner locked: a repository may tighten them, never loosen them.
import { formatDuration } from "../values/duration.ts";
import { formatWorkingTime, type WorkingTime } from "../values/working-time.ts";
import { isMapping } from "./inherit.ts";
import type { ZodProblem } from "./messages.ts";
import type { Phase, Plan, SignOff } from "./plan.ts";
import { isNoLonger, looseSignOffs } from "./sign-off-locks.ts";
import { ROLES } from "./values.ts";

/** Says of two values of one key whether the repository's is as tight as the owner's, and what would be. */
type Tightness = { holds(owner: unknown, own: unknown): boolean; expected(owner: unknown): string };

const inWords = (value: unknown): string => JSON.stringify(value)?.slice(0, 200) ?? "nothing";

const equal: Tightness = {
  holds: (owner, own) => JSON.stringify(owner) === JSON.stringify(own),
  expected: inWords,
};

/** From the loosest to the tightest. What has no place in the order, such as a team, must be equal. */
const ranked = (order: readonly string[]): Tightness => ({
  holds: (owner, own) => owner === own || (order.includes(String(owner)) && from(order, owner).includes(String(own))),
  expected: (owner) => [...(order.includes(String(owner)) ? from(order, owner) : [String(owner)])].join(" or "),
});

const from = (order: readonly string[], owner: unknown): readonly string[] => order.slice(order.indexOf(String(owner)));

const subset: Tightness = {
  holds: (owner, own) => Array.isArray(owner) && Array.isArray(own) && own.every((each) => owner.includes(each)),
  expected: (owner) => `nothing beyond ${inWords(owner)}`,
};

/** More is tighter: more to wait for, to tick, to ask. */
const superset: Tightness = {
  holds: (owner, own) =>
    Array.isArray(owner) &&
    Array.isArray(own) &&
    owner.every((each) => own.some((other) => JSON.stringify(other) === JSON.stringify(each))),
  expected: (owner) => `at least ${inWords(owner)}`,
};

const onceTrue: Tightness = { holds: (owner, own) => owner === false || own === true, expected: inWords };

const onceFalse: Tightness = { holds: (owner, own) => owner === true || own === false, expected: inWords };

const shorter: Tightness = {
  holds: (owner, own) => Number(own) <= Number(owner),
  expected: (owner) => `${formatDuration(Number(owner))} or shorter`,
};

const sooner: Tightness = {
  holds: (owner, own) => isNoLonger(owner as WorkingTime | undefined, own as WorkingTime | undefined),
  expected: (owner) => `${formatWorkingTime(owner as WorkingTime)} or shorter`,
};

const signOffs: Tightness = {
  holds: (owner, own) => looseSignOffs(owner as SignOff[], own as SignOff[]).length === 0,
  expected: (owner) => `sign-offs at least as strict as ${(owner as SignOff[]).map(({ id }) => id).join(", ")}`,
};

const role = ranked(ROLES);

const TIGHTNESS: Readonly<Record<string, Tightness>> = {
  "gate.until": ranked(["criteria", "milestone", "decision"]),
  "gate.unphased": ranked(["pass", "warn", "block"]),
  "gate.exempt.authors": subset,
  "gate.exempt.labels": subset,
  "gate.exempt.branches": subset,
  "gate.override.expires": shorter,
  "gate.override.on_push": ranked(["keep", "end"]),
  "review.quorum": { holds: (owner, own) => Number(own) >= Number(owner), expected: (owner) => `${owner} or more` },
  "review.sign_offs": signOffs,
  "review.due": sooner,
  "review.escalate": superset,
  "review.complete_checklist": onceTrue,
  "review.reviewers": superset,
  "review.checklist.review": superset,
  "review.checklist.decide": superset,
  "review.checklist.plan": superset,
  "review.checklist.communicate": superset,
  "communicate.mention": superset,
  "communicate.notify": superset,
  "communicate.private": onceFalse,
  enabled: onceTrue,
  "commands.roles.decide": role,
  "commands.roles.override": role,
  "commands.roles.review": role,
  "commands.roles.set": role,
  "phases.enforcement": ranked(["off", "warn", "block"]),
  "phases.planning": shorter,
  "phases.requires": superset,
  "phases.criteria": superset,
};

export const brokenLocks = (owner: Plan, own: Plan): ZodProblem[] =>
  owner.locked.flatMap((key) => {
    const [first, ...rest] = key.split(".");
    if (key.startsWith(SIGN_OFFS)) return looseSignOffKey(owner, own, key.slice(SIGN_OFFS.length));
    return first === "phases" ? loosePhases(owner.phases, own.phases, rest) : looser([], key.split("."), owner, own);
  });

/** One key of every sign-off of the owner's that is there. */
const SIGN_OFFS = "review.sign_offs.";

const looseSignOffKey = (owner: Plan, own: Plan, key: string): ZodProblem[] =>
  looseSignOffs(owner.review.sign_offs, own.review.sign_offs, key).map((loose) => ({
    path: ["review", "sign_offs"],
    message: `locked by the owner: expected ${loose} at least as strict as the owner's.`,
  }));

/** Goes down along `steps`, then through everything below; `path` is the way so far. */
function looser(path: (string | number)[], [step, ...rest]: string[], owner: unknown, own: unknown): ZodProblem[] {
  const mappings = isMapping(owner) && isMapping(own);
  if (step !== undefined) return mappings ? looser([...path, step], rest, owner[step], own[step]) : [];
  const known = TIGHTNESS[path.filter((each) => typeof each === "string").join(".")];
  if (mappings && known === undefined)
    return [...new Set([...Object.keys(owner), ...Object.keys(own)])].flatMap((key) =>
      looser([...path, key], [], owner[key], own[key]),
    );
  const { holds, expected } = known ?? equal;
  return holds(owner, own) ? [] : [{ path, message: `locked by the owner: expected ${expected(owner)}.` }];
}

/** Phases are the same by their ids. With `phases` itself locked there are no others, and the order is the owner's. */
function loosePhases(owner: readonly Phase[], own: readonly Phase[], rest: string[]): ZodProblem[] {
  const ids = (phases: readonly Phase[]) => phases.map(({ id }) => id).join(", ");
  if (rest.length === 0 && ids(owner) !== ids(own))
    return [{ path: ["phases"], message: `locked by the owner: expected the phases ${ids(owner)}.` }];
  return owner.flatMap((phase) => {
    const at = own.findIndex(({ id }) => id === phase.id);
    const missing = { path: ["phases"], message: `locked by the owner: expected a phase "${phase.id}" among them.` };
    return at < 0 ? [missing] : looser(["phases", at], rest, comparable(phase), comparable(own[at]));
  });
}

/** Compiled patterns are equal where they were written alike. */
const comparable = (phase: Phase | undefined): unknown =>
  phase && { ...phase, milestones: phase.milestones.map(({ source }) => source) };

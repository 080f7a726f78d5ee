// Rules that hold between the values of a plan; the schema has checked each value by itself.
import { DASHBOARD_LABEL, DECISION_LABELS, DROPPED_LABEL, REVIEW_LABEL } from "../vocabulary.ts";
import { brokenDeliveries } from "./delivery-rules.ts";
import { refusedTexts } from "./derived.ts";
import { unknownWord, type ZodProblem } from "./messages.ts";
import { labelOf, requiresOf } from "./normalise.ts";
import type { PhaseFile } from "./phase-schema.ts";
import { type CompleteFile, problemsInPlans } from "./plans-in.ts";
import { distinctSignOffs, knownBoundaries, reachableQuorums, roomForQuestions } from "./sign-off-rules.ts";

type File = Pick<CompleteFile, "phases" | "review" | "environments">;
type Rule = (file: File) => ZodProblem[];

const RULES: readonly Rule[] = [
  distinctLabels,
  freeLabels,
  refusedTexts,
  shares,
  distinctSignOffs,
  reachableQuorums,
  roomForQuestions,
];

/** They make sense only where every id is known. */
const RULES_OF_IDS: readonly Rule[] = [uniqueIds, knownRequires, noCycles, environments, knownBoundaries];

/** What is not whole is a file from which something was taken out that other values may name. */
export const brokenRules = (
  file: CompleteFile,
  { hasIds, hasDeliveries } = { hasIds: true, hasDeliveries: true },
): ZodProblem[] => [
  ...problemsInPlans(file, (plan) => [...RULES, ...(hasIds ? RULES_OF_IDS : [])].flatMap((rule) => rule(plan))),
  ...(hasDeliveries ? brokenDeliveries(file) : []),
];

function uniqueIds({ phases }: File): ZodProblem[] {
  return phases.flatMap(({ id }, index) => {
    const first = phases.findIndex((phase) => phase.id === id);
    return first === index
      ? []
      : [{ path: ["phases", index, "id"], message: `the id "${id}" is taken by phase ${first + 1}; ids are unique.` }];
  });
}

type NamedLabel = { name: string; path: (string | number)[] };

const labelsOf = (phase: PhaseFile, index: number): NamedLabel[] => [
  { name: labelOf(phase), path: ["phases", index, ...(phase.label === undefined ? [] : ["label"])] },
  ...phase.aliases.map((name, at) => ({ name, path: ["phases", index, "aliases", at] })),
];

/** A label must not mean two phases; GitHub tells labels apart without regard to case. */
function distinctLabels({ phases }: File): ZodProblem[] {
  const owners = new Map<string, { id: string; index: number }>();
  return phases.flatMap((phase, index) =>
    labelsOf(phase, index).flatMap(({ name, path }) => {
      const owner = owners.get(name.toLowerCase());
      if (owner === undefined) owners.set(name.toLowerCase(), { id: phase.id, index });
      // Two phases with one id have one label, too; the id is what is wrong.
      if (owner === undefined || owner.index === index || owner.id === phase.id) return [];
      return [{ path, message: `the label "${name}" already means the phase "${owner.id}"; expected another.` }];
    }),
  );
}

/** Labels that the app gives another meaning. */
const TAKEN: readonly string[] = [DASHBOARD_LABEL, REVIEW_LABEL, DROPPED_LABEL, ...Object.values(DECISION_LABELS)];

function freeLabels({ phases }: File): ZodProblem[] {
  return phases.flatMap((phase, index) =>
    labelsOf(phase, index)
      .filter(({ name }) => TAKEN.includes(name.toLowerCase()))
      .map(({ name, path }) => ({
        path,
        message: `the label "${name}" has another meaning for Milegate; expected another.`,
      })),
  );
}

function knownRequires({ phases }: File): ZodProblem[] {
  const ids = phases.map(({ id }) => id);
  return phases.flatMap(({ requires = [] }, index) =>
    requires.flatMap((id, at) =>
      ids.includes(id)
        ? []
        : [{ path: ["phases", index, "requires", at], message: unknownWord("phase of this plan", id, ids) }],
    ),
  );
}

function noCycles(file: File): ZodProblem[] {
  const { phases } = file;
  if (uniqueIds(file).length > 0) return [];
  const required = new Map(phases.map((phase, index) => [phase.id, requiresOf(phase, phases[index - 1])]));
  return phases.flatMap(({ id }, index) => {
    const reached = new Set<string>();
    const next = [...(required.get(id) ?? [])];
    for (let at = next.pop(); at !== undefined; at = next.pop()) {
      if (!reached.has(at)) next.push(...(required.get(at) ?? []));
      reached.add(at);
    }
    const message = `the phase "${id}" requires itself, directly or through others, so it could never open.`;
    return reached.has(id) ? [{ path: ["phases", index, "requires"], message }] : [];
  });
}

/** A thousandth of a percent forgives what binary fractions lose. */
function shares({ phases }: File): ZodProblem[] {
  const sum = Math.round(phases.reduce((total, { share = 0 }) => total + share, 0) * 1000) / 1000;
  const complete = phases.every(({ share }) => share !== undefined);
  if (sum > 100) return [{ path: ["phases"], message: `the shares add up to ${sum}; expected 100 at most.` }];
  return complete && sum !== 100 ? [{ path: ["phases"], message: `the shares add up to ${sum}; expected 100.` }] : [];
}

function environments({ environments: named, phases }: File): ZodProblem[] {
  const ids = phases.map(({ id }) => id);
  return Object.entries(named).flatMap(([name, id]) =>
    ids.includes(id) ? [] : [{ path: ["environments", name], message: unknownWord("phase of this plan", id, ids) }],
  );
}

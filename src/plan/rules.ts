// Rules that hold between the values of a plan; the schema has checked each value by itself.
import { readCriterion } from "./criteria.ts";
import { type Issue, unknownWord } from "./messages.ts";
import { compilePattern } from "./pattern.ts";
import type { PhaseFile, PlanFile } from "./schema.ts";

type File = PlanFile & { phases: PhaseFile[] };
type Rule = (file: File) => Issue[];

const RULES: readonly Rule[] = [
  uniqueIds,
  distinctLabels,
  knownRequires,
  noCycles,
  shares,
  patterns,
  criteria,
  environments,
];

export const brokenRules = (file: File): Issue[] => RULES.flatMap((rule) => rule(file));

function uniqueIds({ phases }: File): Issue[] {
  return phases.flatMap(({ id }, index) => {
    const first = phases.findIndex((phase) => phase.id === id);
    return first === index
      ? []
      : [{ path: ["phases", index, "id"], message: `the id "${id}" is taken by phase ${first + 1}; ids are unique.` }];
  });
}

/** A label must not mean two phases. */
function distinctLabels({ phases }: File): Issue[] {
  const seen = new Map<string, string>();
  return phases.flatMap(({ id, label, aliases }, index) => {
    const own = [
      { name: label ?? `phase: ${id}`, path: label === undefined ? ["phases", index] : ["phases", index, "label"] },
      ...aliases.map((name, at) => ({ name, path: ["phases", index, "aliases", at] })),
    ];
    return own.flatMap(({ name, path }) => {
      const other = seen.get(name.toLowerCase());
      seen.set(name.toLowerCase(), id);
      return other === undefined ? [] : [{ path, message: `the label "${name}" already means the phase "${other}".` }];
    });
  });
}

function knownRequires({ phases }: File): Issue[] {
  const ids = phases.map(({ id }) => id);
  return phases.flatMap(({ requires = [] }, index) =>
    requires.flatMap((id, at) =>
      ids.includes(id)
        ? []
        : [{ path: ["phases", index, "requires", at], message: unknownWord("phase of this plan", id, ids) }],
    ),
  );
}

function noCycles({ phases }: File): Issue[] {
  const requires = new Map(
    phases.map(({ id, requires: own }, index) => [
      id,
      own ?? phases.slice(Math.max(0, index - 1), index).map((each) => each.id),
    ]),
  );
  return phases.flatMap(({ id }, index) => {
    const seen = new Set<string>();
    const next = [...(requires.get(id) ?? [])];
    for (let at = next.pop(); at !== undefined; at = next.pop()) {
      if (!seen.has(at)) next.push(...(requires.get(at) ?? []));
      seen.add(at);
    }
    const message = `the phase "${id}" requires itself, directly or through others, so it could never open.`;
    return seen.has(id) ? [{ path: ["phases", index, "requires"], message }] : [];
  });
}

function shares({ phases }: File): Issue[] {
  const sum = phases.reduce((total, { share = 0 }) => total + share, 0);
  const complete = phases.every(({ share }) => share !== undefined);
  if (sum > 100) return [{ path: ["phases"], message: `the shares add up to ${sum}; expected 100 at most.` }];
  return complete && sum !== 100 ? [{ path: ["phases"], message: `the shares add up to ${sum}; expected 100.` }] : [];
}

function patterns({ phases }: File): Issue[] {
  return phases.flatMap(({ milestones }, index) =>
    milestones.flatMap((source, at): Issue[] => {
      try {
        compilePattern(source);
        return [];
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        return [{ path: ["phases", index, "milestones", at], message: `this pattern can't be used: ${why}.` }];
      }
    }),
  );
}

function criteria({ phases }: File): Issue[] {
  return phases.flatMap(({ criteria: written }, index) =>
    written.flatMap((each, at) => {
      const read = readCriterion(each);
      if ("use" in read) return [];
      return read.issues.map((issue) => ({ ...issue, path: ["phases", index, "criteria", at, ...issue.path] }));
    }),
  );
}

function environments({ environments: named, phases }: File): Issue[] {
  const ids = phases.map(({ id }) => id);
  return Object.entries(named).flatMap(([name, id]) =>
    ids.includes(id) ? [] : [{ path: ["environments", name], message: unknownWord("phase of this plan", id, ids) }],
  );
}

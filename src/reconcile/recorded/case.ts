// A recorded case: what was looked at, as a file, with the changes that were decided from it. `docs/contributing/debugging.md`
import { z } from "zod";
import type { Change } from "../../change.ts";
import { proposalOf } from "../../delivery/proposal.ts";
import type { RepositoryReading } from "../../github/model.ts";
import type { Resolution } from "../../plan/resolve.ts";
import type { ProposedPlan, Snapshot } from "../../snapshot.ts";
import { parsePlain, placeAt, plainText } from "../../values/plain-data.ts";
import { decide } from "../decide.ts";
import { planInForce } from "../needed-facts.ts";

/** A snapshot without what follows from its files: the plans, whose patterns are compiled. */
export type SeenCase = Omit<Snapshot, "plan" | "proposals"> & { proposals: SeenProposal[] };

type SeenProposal = Omit<ProposedPlan, "effect"> & { effect: SeenCase | null };

/** `milegate` is the version that wrote it, `recorded` the format. */
export type RecordedCase = SeenCase & { milegate: string; recorded: typeof FORMAT; now: Date; changes: Change[] };

/** To be raised where older cases can't be read any more. */
const FORMAT = 1;

/** A case of this version's format. */
export const caseOf = (seen: SeenCase, now: Date, version: string): RecordedCase => ({
  ...seen,
  ...{ milegate: version, recorded: FORMAT, now, changes: decide(withPlans(seen), now) },
});

/** Decides it again. */
export const replayCase = ({ now, changes: _changes, ...seen }: RecordedCase): Change[] => decide(withPlans(seen), now);

export function withoutPlans({ plan: _plan, proposals, ...seen }: Snapshot): SeenCase {
  return {
    ...seen,
    proposals: proposals.map(({ effect, ...proposed }) => ({
      ...proposed,
      effect: effect === null ? null : withoutPlans(effect),
    })),
  };
}

/** `resolve` finds the plan: the one in force, or one that is only proposed. */
export function withPlans(
  { proposals, ...seen }: SeenCase,
  resolve: (repository: RepositoryReading) => Resolution = planInForce,
): Snapshot {
  return {
    ...seen,
    plan: resolve(seen.repository),
    proposals: proposals.map(({ effect, ...proposed }) => ({
      ...proposed,
      effect: effect === null ? null : withPlans(effect, (repository) => proposalOf(repository, proposed.file).plan),
    })),
  };
}

/** What a person looks for first comes first, and what was decided last. Equal cases give equal text. */
export function renderCase({ milegate, recorded, now, repository, changes, ...seen }: RecordedCase): string {
  const others = Object.entries(seen).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const parts = Object.entries({ milegate, recorded, now, repository, ...Object.fromEntries(others), changes });
  const lines = parts.map(([key, value]) => `  ${JSON.stringify(key)}: ${indented(plainText(value))}`);
  return `{\n${lines.join(",\n")}\n}\n`;
}

const indented = (text: string): string => text.trimEnd().replaceAll("\n", "\n  ");

/** `why` is a sentence that names the place, and what to do. */
export type ParsedCase = { kind: "read"; recorded: RecordedCase } | { kind: "unreadable"; why: string };

/** Never throws. Fields that it does not know are kept as they are. */
export function parseCase(text: string): ParsedCase {
  const value = plainOf(text);
  if (value.kind === "unreadable") return value;
  const newer = newerFormat.safeParse(value.data);
  if (newer.success) return unreadable(recordedLater(newer.data));
  if (isCase(value.data)) return { kind: "read", recorded: value.data };
  const [issue] = recordedCase.safeParse(value.data).error?.issues ?? [];
  const place = placeAt(issue?.path ?? []);
  return unreadable(`${place === "" ? "it is no recorded case" : `in ${place}`}: ${issue?.message}.`);
}

const unreadable = (why: string): Extract<ParsedCase, { kind: "unreadable" }> => ({ kind: "unreadable", why });

function plainOf(text: string): { kind: "plain"; data: unknown } | Extract<ParsedCase, { kind: "unreadable" }> {
  try {
    return { kind: "plain", data: parsePlain(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return unreadable(`it is no JSON: ${error.message}.`);
    if (error instanceof TypeError) return unreadable(`in ${error.message}.`);
    throw error;
  }
}

const newerFormat = z.looseObject({ recorded: z.int().gt(FORMAT), milegate: z.string() });

const recordedLater = ({ recorded, milegate }: z.infer<typeof newerFormat>): string =>
  `it is recorded in format ${recorded} by milegate ${milegate}, and this version reads up to ${FORMAT}. Use milegate ${milegate} or a later one.`;

const kinds = z.looseObject({ kind: z.string() });

/** What tells one case from another; what is inside is GitHub's, and as it was read. */
const recordedCase = z.looseObject({
  milegate: z.string(),
  recorded: z.literal(FORMAT),
  now: z.date(),
  repository: z.looseObject({
    ...{ self: z.string(), url: z.string(), name: z.string(), isArchived: z.boolean() },
    ...{ milestones: z.array(z.unknown()), labels: z.array(z.unknown()), reviews: z.array(z.unknown()) },
    facts: z.array(z.looseObject({ query: kinds, answer: kinds })),
  }),
  items: z.array(z.looseObject({ kind: z.enum(["issue", "pull"]), number: z.int() })),
  groups: z.array(z.looseObject({ headSha: z.string(), holds: kinds })),
  scope: kinds,
  proposals: z.array(z.looseObject({ headSha: z.string(), isProposed: z.boolean() })),
  changes: z.array(kinds),
});

const isCase = (value: unknown): value is RecordedCase => recordedCase.safeParse(value).success;

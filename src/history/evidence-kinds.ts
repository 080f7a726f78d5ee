// What an auditor is given: the rows of each kind of evidence, with their keys in a fixed order. Pure.

/** A list is an array in JSON and one entry a line in a CSV's cell; `nullable` is null, and then an empty cell, where nothing is known. */
type ColumnType = "text" | "number" | "list" | "nullable";

/** SPEC's keys, in its order; each row's `hash` comes behind them. */
export const EVIDENCE_COLUMNS = {
  merges: {
    ...{ repository: "text", number: "number", title: "text", merged_at: "text", merged_by: "nullable" },
    ...{ head_sha: "text", phase: "nullable", conclusion: "text", verdict: "text", why: "text" },
  },
  decisions: {
    ...{ repository: "text", review: "number", phase: "text", round: "number", outcome: "text", by: "list" },
    ...{ at: "text", reason: "text", waived: "list" },
  },
  overrides: {
    ...{ repository: "text", number: "number", by: "text", at: "text", reason: "text", head_sha: "nullable" },
    ...{ ended_at: "nullable" },
  },
  "sign-offs": {
    ...{ repository: "text", review: "number", phase: "text", round: "number", sign_off: "text", state: "text" },
    ...{ by: "nullable", at: "text", reason: "text" },
  },
} as const satisfies Record<string, Readonly<Record<string, ColumnType>>>;

export type EvidenceKind = keyof typeof EVIDENCE_COLUMNS;

export const EVIDENCE_KINDS = Object.keys(EVIDENCE_COLUMNS).filter((key): key is EvidenceKind =>
  Object.hasOwn(EVIDENCE_COLUMNS, key),
);

type ValueOf = { text: string; number: number; list: string[]; nullable: string | null };

/** Moments are ISO 8601 in UTC. */
export type EvidenceRow<Kind extends EvidenceKind = EvidenceKind> = {
  [Key in keyof (typeof EVIDENCE_COLUMNS)[Kind]]: ValueOf[Extract<(typeof EVIDENCE_COLUMNS)[Kind][Key], ColumnType>];
};

/** A row of any kind, as the chain and the CSV take it. */
export type PlainRow = Readonly<Record<string, string | number | readonly string[] | null>>;

export const columnsOf = (kind: EvidenceKind): [string, ColumnType][] => Object.entries(EVIDENCE_COLUMNS[kind]);

// Reads rows of the embedded store.
import type { SQLOutputValue } from "node:sqlite";
import type { ClaimedJob } from "../jobs.ts";

export type SqliteRow = Record<string, SQLOutputValue>;

export const numberOf = (value: SQLOutputValue | undefined): number | null =>
  value === null || value === undefined ? null : Number(value);

export const guidsOf = (value: SQLOutputValue | undefined): string[] => {
  const parsed: unknown = JSON.parse(String(value ?? "[]"));
  return Array.isArray(parsed) ? parsed.map(String) : [];
};

export const jobOfRow = (row: SqliteRow): ClaimedJob => ({
  id: String(row["id"]),
  attempts: numberOf(row["attempts"]) ?? 0,
  deliveries: guidsOf(row["deliveries"]),
  job: {
    repository: String(row["repository"]),
    key: String(row["key"]),
    priority: numberOf(row["priority"]) ?? 0,
    work: JSON.parse(String(row["work"])),
  },
});

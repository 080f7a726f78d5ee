// Reads rows of the embedded store.
import type { SQLOutputValue } from "node:sqlite";
import type { Claimed } from "../jobs.ts";
import type { Failure } from "../queue.ts";

export type Row = Record<string, SQLOutputValue>;

export const numberOf = (value: SQLOutputValue | undefined): number | null =>
  value === null || value === undefined ? null : Number(value);

export const listOf = (value: SQLOutputValue | undefined): string[] => {
  const parsed: unknown = JSON.parse(String(value ?? "[]"));
  return Array.isArray(parsed) ? parsed.map(String) : [];
};

export const claimedOf = (row: Row): Claimed => ({
  id: String(row["id"]),
  attempts: numberOf(row["attempts"]) ?? 0,
  deliveries: listOf(row["deliveries"]),
  job: {
    repository: String(row["repository"]),
    key: String(row["key"]),
    priority: numberOf(row["priority"]) ?? 0,
    work: JSON.parse(String(row["work"])),
  },
});

export const failureOf = (row: Row): Failure => ({
  id: String(row["id"]),
  repository: String(row["repository"]),
  key: String(row["key"]),
  attempts: numberOf(row["attempts"]) ?? 0,
  error: String(row["error"] ?? ""),
  failedAt: new Date(numberOf(row["failed_at"]) ?? 0),
});

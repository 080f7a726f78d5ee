// Check runs and suites in the sandbox's world, and the checks that branches require.
import type { App } from "./model-accounts.ts";

export type CheckOutput = { title: string | null; summary: string | null; text: string | null };

export type Annotation = {
  path: string;
  start_line: number;
  end_line: number;
  start_column: number | null;
  end_column: number | null;
  annotation_level: "notice" | "warning" | "failure";
  message: string;
  title: string | null;
  raw_details: string | null;
};

export type WorldCheckRun = {
  id: number;
  nodeId: string;
  name: string;
  headSha: string;
  status: "queued" | "in_progress" | "completed";
  conclusion: string | null;
  output: CheckOutput;
  annotations: Annotation[];
  externalId: string;
  detailsUrl: string;
  actions: { label: string; description: string; identifier: string }[];
  startedAt: Date;
  completedAt: Date | null;
  suite: CheckSuite;
};

/** One for each app and commit. */
export type CheckSuite = {
  id: number;
  nodeId: string;
  app: App;
  headSha: string;
  runs: WorldCheckRun[];
  createdAt: Date;
  updatedAt: Date;
};

/** `app` is the id of the one that has to make it, null for any. */
export type RequiredCheck = { name: string; app: number | null; by: "ruleset" | "classic" };

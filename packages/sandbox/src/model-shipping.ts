// What is built and shipped in the sandbox's world: releases, deployments, runs of workflows.
import type { Account } from "./model-accounts.ts";

export type Release = {
  id: number;
  nodeId: string;
  tag: string;
  /** A branch or a commit: where the tag is made when it is not there. */
  target: string;
  name: string;
  body: string;
  draft: boolean;
  prerelease: boolean;
  author: Account;
  createdAt: Date;
  updatedAt: Date;
  publishedAt: Date | null;
};

export type DeploymentState = "queued" | "pending" | "in_progress" | "success" | "failure" | "error" | "inactive";

export type DeploymentStatus = {
  id: number;
  nodeId: string;
  state: DeploymentState;
  description: string;
  creator: Account;
  createdAt: Date;
};

export type Deployment = {
  id: number;
  nodeId: string;
  ref: string;
  sha: string;
  environment: string;
  description: string | null;
  creator: Account;
  createdAt: Date;
  updatedAt: Date;
  /** Oldest first. */
  statuses: DeploymentStatus[];
};

/** A run that may deploy to an environment only when the app lets it. */
export type ProtectionRequest = {
  run: number;
  environment: string;
  state: "waiting" | "approved" | "rejected";
  comment: string | null;
};

/** A file in `.github/workflows`. */
export type Workflow = { id: number; nodeId: string; name: string; path: string; createdAt: Date };

export type WorkflowConclusion = "success" | "failure" | "neutral" | "cancelled" | "skipped" | "timed_out";

export type WorkflowRun = {
  id: number;
  nodeId: string;
  workflow: Workflow;
  number: number;
  event: string;
  branch: string;
  sha: string;
  status: "queued" | "in_progress" | "completed";
  conclusion: WorkflowConclusion | null;
  actor: Account;
  createdAt: Date;
  updatedAt: Date;
};

// The facts, one a file.
import { addedIssuesFact } from "./added-issues.ts";
import { commentedPullsFact } from "./commented-pulls.ts";
import { deploymentFact } from "./deployment.ts";
import { droppedIssuesFact } from "./dropped-issues.ts";
import { headCheckFact } from "./head-check.ts";
import { mergedPullsFact } from "./merged-pulls.ts";
import { milestoneIssuesFact } from "./milestone-issues.ts";
import { openAlertsFact } from "./open-alerts.ts";
import { openIssuesFact } from "./open-issues.ts";
import { openPullsFact } from "./open-pulls.ts";
import { pathFact } from "./path.ts";
import { releasesFact } from "./releases.ts";
import { unlabelledIssuesFact } from "./unlabelled-issues.ts";
import { workflowRunFact } from "./workflow-run.ts";

export const FACT_DEFINITIONS = [
  milestoneIssuesFact,
  openIssuesFact,
  droppedIssuesFact,
  addedIssuesFact,
  openPullsFact,
  releasesFact,
  deploymentFact,
  pathFact,
  mergedPullsFact,
  headCheckFact,
  openAlertsFact,
  commentedPullsFact,
  unlabelledIssuesFact,
  workflowRunFact,
] as const;

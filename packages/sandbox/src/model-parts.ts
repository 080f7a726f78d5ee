// What issues and pull requests carry: labels, milestones, comments and reactions.
import type { Account } from "./model-accounts.ts";

export type Label = {
  id: number;
  nodeId: string;
  name: string;
  color: string;
  description: string | null;
  default: boolean;
  createdAt: Date;
  updatedAt: Date;
};

export type WorldMilestone = {
  id: number;
  nodeId: string;
  number: number;
  title: string;
  description: string | null;
  state: "open" | "closed";
  creator: Account;
  dueOn: Date | null;
  createdAt: Date;
  updatedAt: Date;
  closedAt: Date | null;
};

export type ReactionContent = "+1" | "-1" | "laugh" | "confused" | "heart" | "hooray" | "rocket" | "eyes";

export type WorldReaction = { id: number; nodeId: string; content: ReactionContent; user: Account; createdAt: Date };

export type Comment = {
  id: number;
  nodeId: string;
  author: Account | null;
  body: string;
  createdAt: Date;
  updatedAt: Date;
  lastEditedAt: Date | null;
  editor: Account | null;
  reactions: WorldReaction[];
};

export type WorldStateReason = "completed" | "not_planned" | "duplicate" | "reopened";

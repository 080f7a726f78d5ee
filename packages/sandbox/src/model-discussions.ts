// Discussions in the sandbox's world.
import type { Account } from "./model-accounts.ts";

export type DiscussionCategory = {
  id: number;
  nodeId: string;
  name: string;
  slug: string;
  emoji: string;
  description: string;
  isAnswerable: boolean;
  createdAt: Date;
};

export type Discussion = {
  id: number;
  nodeId: string;
  number: number;
  title: string;
  body: string;
  author: Account;
  category: DiscussionCategory;
  createdAt: Date;
  updatedAt: Date;
};

// A repository of a delivery, as far as the place where something is said of it may show it.
import type { MemberPlace } from "../criteria/placed.ts";
import type { Fact, Milestone, RepositoryReading } from "../github/model.ts";
import { exactMilestones } from "./exact-counts.ts";

/** What a delivery needs of each of its repositories. */
export type MemberReading = Pick<
  RepositoryReading,
  "id" | "name" | "url" | "defaultBranch" | "milestones" | "facts" | "reviews" | "visibility"
> & { labels: readonly { name: string }[] };

/** Nothing else of it. Without reviews where they don't count, which is everywhere but in the home. */
export const memberReading = (
  { id, name, url, defaultBranch, milestones, facts, labels, visibility }: MemberReading,
  reviews: MemberReading["reviews"],
): MemberReading => ({
  ...{ id, name, url, defaultBranch, milestones, facts, reviews },
  ...(visibility !== undefined && { visibility }),
  labels: labels.map((label) => ({ name: label.name })),
});

/** `milestones` have counts as exact as is known. */
export type Member = MemberPlace & { milestones: readonly MemberMilestone[]; facts: readonly Fact[] };

/** `phase` is the id of its phase, where its title may not be shown. */
export type MemberMilestone = Milestone & { phase?: string | null };

/** What keeps the repositories of a delivery apart, whatever their case. */
export const memberKey = ({ name }: { name: string }): string => name.toLowerCase();

/** All of it: in its own repository, and wherever whoever reads there may read all of this one. */
export const wholeMember = (reading: MemberReading): Member => ({
  ...{ member: memberKey(reading), name: reading.name, slug: slugOf(reading), url: reading.url },
  ...{ disclosure: "whole", unread: null },
  ...{ defaultBranch: reading.defaultBranch, milestones: exactMilestones(reading), facts: reading.facts },
  labels: reading.labels.map(({ name }) => name),
});

/** "owner/name". */
const slugOf = ({ url, name }: Pick<MemberReading, "url" | "name">): string => `${url.split("/").at(-2) ?? ""}/${name}`;

// A repository of a delivery, as far as the place where something is said of it may show it.
import type { MemberPlace } from "../criteria/placed.ts";
import type { Fact, Milestone, RepositoryReading } from "../github/model.ts";
import { isSameName } from "../names.ts";
import { exactMilestones } from "./exact-counts.ts";

/** What a delivery needs of each of its repositories. */
export type MemberReading = Pick<
  RepositoryReading,
  "id" | "name" | "url" | "defaultBranch" | "milestones" | "facts" | "reviews"
> & { labels: readonly { name: string }[] };

/** `milestones` have counts as exact as is known. */
export type Member = MemberPlace & { milestones: readonly Milestone[]; facts: readonly Fact[] };

/** What keeps the repositories of a delivery apart, whatever their case. */
export const memberKey = ({ name }: { name: string }): string => name.toLowerCase();

/** All of it: in its own repository, and wherever it may be read by everybody who can read there. */
export const wholeMember = (reading: MemberReading): Member => ({
  ...{ member: memberKey(reading), name: reading.name, slug: slugOf(reading), url: reading.url, unread: null },
  ...{ defaultBranch: reading.defaultBranch, milestones: exactMilestones(reading), facts: reading.facts },
  spelled: spelling(reading),
});

/** "owner/name". */
const slugOf = ({ url, name }: Pick<MemberReading, "url" | "name">): string => `${url.split("/").at(-2) ?? ""}/${name}`;

export const spelling =
  ({ labels }: Pick<MemberReading, "labels">) =>
  (label: string): string =>
    labels.find(({ name }) => isSameName(name, label))?.name ?? label;

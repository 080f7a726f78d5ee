// What a look reads live of another repository never replaces what that one's own look has seen since.
import { expect, test } from "@jest/globals";
import type { MemberReading } from "../../src/delivery/member.ts";
import type { DeliveryOf } from "../../src/plan/roster.ts";
import { keepMember } from "../../src/service/keep-member.ts";
import { MEMBER_PART, memberChanges, parseMember } from "../../src/standings/member-standing.ts";
import type { StandingStore } from "../../src/standings/store.ts";
import { NOW, openMilestone, repositoryReading } from "../builders.ts";

const API = { installation: 1, owner: "octo", name: "api" };
const DELIVERY: DeliveryOf = {
  ...{ id: "checkout", name: "Checkout", home: "shop", optional: false, titles: false, overlapping: [] },
  members: ["shop", "api"].map((name) => ({ id: name, name, state: "member", visibility: "public" })),
};
const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1_000);
const seen = (open: number) => {
  const { id, name, url, defaultBranch, labels } = repositoryReading({ name: "api" });
  const milestones = [openMilestone(1, "MVP", open)];
  const reading: MemberReading = { id, name, url, defaultBranch, labels, milestones, facts: [], reviews: [] };
  return { kind: "read" as const, reading };
};

/** The own look at `api` saw one open issue at NOW. */
function storeOf(isKnown: boolean) {
  const own = { at: NOW, known: seen(1), more: [], fellows: [] };
  let parts = isKnown ? memberChanges(null, own) : new Map<string, unknown>();
  const standings: Pick<StandingStore, "read" | "readPart" | "write"> = {
    read: async () => parts,
    readPart: async () => new Map(),
    write: async (_repository, changes) => {
      parts = new Map([...parts, ...changes]);
    },
  };
  return { standings, stored: () => parseMember(parts.get(MEMBER_PART))?.known };
}

test.each([
  { name: "an older reading", since: -1, isKnown: true, open: 2, kept: 1, asked: [] },
  { name: "a newer reading that says the same", since: 1, isKnown: true, open: 1, kept: 1, asked: ["shop"] },
  { name: "a newer one that differs", since: 1, isKnown: true, open: 2, kept: 2, asked: ["api", "shop"] },
  { name: "the first", since: 1, isKnown: false, open: 2, kept: 2, asked: ["shop"] },
])("$name: $kept open are kept, and looks are asked for at $asked", async ({ since, isKnown, open, kept, asked }) => {
  const { standings, stored } = storeOf(isKnown);
  const names = new Set<string>();
  const askPhases = async (repositories: readonly { name: string }[]): Promise<void> =>
    repositories.forEach(({ name }) => void names.add(name));
  await keepMember({ standings, askPhases }, API, { known: seen(open), delivery: DELIVERY, since: later(since) });
  expect(stored()).toEqual(seen(kept));
  expect([...names].toSorted()).toEqual(asked);
});

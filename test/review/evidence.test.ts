// What a review's evidence says of a delivery over several repositories.
import { expect, test } from "@jest/globals";
import { assembleDelivery } from "../../src/delivery/delivery.ts";
import { wholeMember } from "../../src/delivery/member.ts";
import { phaseStates } from "../../src/delivery/phase-state.ts";
import { evidenceOf, type Used } from "../../src/review/evidence.ts";
import { BUILTIN, NOW, openMilestone, repositoryReading } from "../builders.ts";

const shop = repositoryReading({ milestones: [openMilestone(1, "MVP", 1)] });
const url = "https://github.com/octo-org/api";
const api = wholeMember(repositoryReading({ name: "api", url }));
const hidden = { ...wholeMember(repositoryReading({ name: "falcon" })), name: null, slug: null };

const used = (member: string, at: string): Used => ({
  pull: { number: 7, title: "Shine", url: `${at}/pull/7`, member },
  ...{ by: "alice", reason: "customers wait", at: NOW, url: `${at}/pull/7#1` },
});

test.each([
  { name: "alone", members: [], overrides: [used("shop", shop.url)], lines: [/^- \[#\S*7 Shine\]/] },
  {
    name: "over several repositories",
    members: [api, hidden],
    overrides: [used("shop", shop.url), used("api", url), used("falcon", "")],
    lines: [/^- \[octo-org\/shop#7 Shine\]/, /^- \[octo-org\/api#7 Shine\]/],
  },
])("overrides in a delivery $name", ({ members, overrides, lines }) => {
  const delivery = assembleDelivery(BUILTIN, shop, { members, apart: [], home: null });
  const [state] = phaseStates(delivery, NOW);
  if (state === undefined) throw new Error("no phase");
  const given = { state, issues: null, members: delivery.members, overrides, findings: [], now: NOW };
  const [, said = ""] = evidenceOf(BUILTIN, given).split(`### Overrides used (${lines.length})\n\n`);
  const shown = said.split("\n\n")[0]?.split("\n") ?? [];
  expect(shown).toEqual(lines.map((line) => expect.stringMatching(line)));
});

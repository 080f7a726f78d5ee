// Plays what a team does, and collects every text that the app writes on GitHub on the way.
import { type GalleryStage, type GalleryText, onStage, openShop, PLAN_PATH, planWith } from "./stage.ts";

/** In the order in which they are shown. */
export async function playGallery(): Promise<GalleryText[]> {
  const texts: GalleryText[] = [];
  await onStage({}, texts, firstDay);
  await onStage(planWith("gate: { exempt: { labels: [typo] } }\n"), texts, blocked);
  const roles = { alice: "admin", bob: "maintain", carol: "write" } as const;
  const byTwo = planWith("gate: { until: decision }\nreview: { quorum: 2 }\n");
  await onStage({ ...byTwo, roles }, texts, decisionMissing);
  await onStage({ ...planWith(SIGNED), roles }, texts, signedOff);
  await onStage(planWith('communicate: { mention: ["@octo/sales"] }\n'), texts, waived);
  await onStage(planWith(), texts, pivotThenStop);
  await onStage(planWith(), texts, proposals);
  await onStage({ files: { [PLAN_PATH]: 'phases:\n  - id: mvp\n    mileston: ["MVP*"]\n' } }, texts, invalidPlan);
  return texts;
}

async function firstDay({ alice, settled, show, dashboard }: GalleryStage): Promise<void> {
  alice.createMilestone("MVP");
  await settled();
  show("dashboard", "On the first day", "There is one milestone, and nothing in it.", await dashboard());
}

async function blocked(stage: GalleryStage): Promise<void> {
  const { alice, show, checkOn, commands, said, settled, dashboard } = stage;
  await openShop(stage);
  show("check", "Blocked", "A developer opened a pull request of Polish while MVP has open issues.", checkOn(6));
  show("check", "Warning", "The same in Enhancement, which the plan only warns of.", checkOn(5));
  show("check", "No phase", "The pull request has no milestone, no label of a phase, and closes no issue.", checkOn(7));
  show("check", "Open", "The pull request belongs to MVP, which waits for nothing.", checkOn(4));
  show("dashboard", "In the middle", "MVP is under way.", await dashboard());
  alice.label(7, "typo");
  await settled();
  show("check", "Exempt", "The plan exempts the label `typo`.", checkOn(7));
  await commands("alice", 6, "/phase override A customer waits for it");
  show("record", "An override", "It answers the command on the pull request.", said(6));
  show("check", "Overridden", "The same pull request after the override.", checkOn(6));
  alice.push(branchOf(stage, 6), { "more.txt": "more" });
  await settled();
  show("check", "Blocked again", "Somebody pushed to it, which ends the override.", checkOn(6));
  await commands("carol", 6, "/phase overide Let me through");
  show("reply", "A typo", "A contributor misspelled a command.", said(6));
  await commands("mallory", 6, "/phase override Let me through");
  show("reply", "Not allowed", "Somebody without the role asked for an override.", said(6));
  await commands("alice", 6, "/phase continue");
  show("reply", "The wrong place", "A decision was given on a pull request.", said(6));
  await commands("alice", 2, "/phase status");
  show("reply", "Status", "Anybody may ask.", said(2));
  await commands("alice", 3, "/phase help");
  show("reply", "Help", "The commands that work on an issue.", said(3));
}

const branchOf = ({ item }: GalleryStage, number: number): string => {
  const found = item(number);
  return found.kind === "pull" ? found.head.ref : "";
};

async function decisionMissing(stage: GalleryStage): Promise<void> {
  const { alice, show, checkOn, commands, said, settled, review } = stage;
  await openShop(stage);
  alice.close(2);
  alice.close(3);
  await settled();
  show("check", "Blocked by a milestone", "All issues are closed, and the milestone is still open.", checkOn(6));
  alice.closeMilestone(1);
  await settled();
  const { number } = review();
  show("check", "Blocked by a decision", "Only the boundary review's decision is missing.", checkOn(6));
  show("review", "Before the decision", "A decider comes from the notification.", review().body);
  await commands("carol", number, "/phase concern taxes They differ by country");
  show("record", "A concern", "It holds the decision back.", said(number));
  await commands("alice", number, "/phase continue It sells");
  show("reply", "A decision that is held back", "A decider tried all the same.", said(number));
  await commands("carol", number, "/phase resolve taxes");
  await commands("alice", number, "/phase continue It sells");
  show("record", "A vote short of the quorum", "The plan asks for two people.", said(number));
  show("review", "With one vote", "One of two has voted.", review().body);
  await commands("bob", number, "/phase continue People come back");
  show("record", "A decision by two", "The second vote decides.", said(number));
  show("check", "Open after the decision", "The pull request may merge.", checkOn(6));
}

const SIGNED = `gate: { until: decision }
review:
  sign_offs:
    - { id: security, name: Security, by: [carol], due: 1w, questions: ["What personal data does it touch?"] }
    - { id: access, name: Accessibility, by: [mallory], due: 1s }
`;

async function signedOff(stage: GalleryStage): Promise<void> {
  const { alice, show, checkOn, commands, said, settled, review, item, dashboard } = stage;
  await openShop(stage);
  for (const number of [2, 3]) alice.close(number);
  alice.closeMilestone(1);
  await settled();
  const { number } = review();
  const own = (start: string): string =>
    item(number).comments.findLast(({ body }) => body.startsWith(`<!-- milegate:${start}`))?.body ?? "";
  for (let tries = 0; own("reminder") === "" && tries < 100; tries++)
    await new Promise((resolve) => setTimeout(resolve, 100));
  show("record", "A reminder", "The time for a sign-off is over.", own("reminder"));
  show("check", "Blocked by sign-offs", "Two parties have not signed off yet.", checkOn(6));
  await commands("carol", number, "/phase needs-work security The card numbers are in the log");
  show("record", "A sign-off that needs work", "The party says what is missing.", own("sign-off id=security"));
  await commands("bob", number, "/phase approve access");
  show("reply", "A sign-off of somebody else's", "It is asked of another person.", said(number));
  await commands("alice", number, "/phase continue It sells");
  show("reply", "A decision without the sign-offs", "A decider tried all the same.", said(number));
  show("review", "With sign-offs", "One party waits for the team, and the team for the other.", review().body);
  show("dashboard", "While sign-offs are missing", "What waits for whom is on one page.", await dashboard());
  await commands("mallory", number, "/phase not-applicable access Nothing on the screen changes");
  await commands("carol", number, "/phase approve security");
  await commands("alice", number, "/phase continue It sells");
  show("record", "A decision with sign-offs", "It names who gave them.", own("decision"));
}

async function waived(stage: GalleryStage): Promise<void> {
  const { alice, show, commands, said, settled, review, item, dashboard } = stage;
  await openShop(stage);
  alice.close(2);
  alice.closeMilestone(1);
  await settled();
  const { number } = review();
  show("review", "With unmet criteria", "The milestone was closed with an open issue.", review().body);
  await commands("alice", number, "/phase continue");
  show("reply", "A decision with unmet criteria", "Nothing was waived.", said(number));
  await commands("alice", number, "/phase continue --waive Sending can wait a week");
  show("review", "After the decision", "It is closed; people come back to it for the evidence.", review().body);
  const own = item(number).comments.filter(({ author }) => author?.type === "Bot");
  show(
    "record",
    "A decision",
    "The record that counts.",
    own.find(({ body }) => body.includes("milegate:decision"))?.body ?? "",
  );
  show("record", "The update for stakeholders", "The plan mentions a team.", own.at(-1)?.body ?? "");
  show("dashboard", "After the first boundary", "MVP was passed.", await dashboard());
}

async function pivotThenStop(stage: GalleryStage): Promise<void> {
  const { alice, show, checkOn, commands, settled, review, dashboard } = stage;
  await openShop(stage);
  for (const number of [2, 3]) alice.close(number);
  alice.closeMilestone(1);
  await settled();
  const { number } = review();
  await commands("alice", number, "/phase pivot Nobody buys without an account");
  show("review", "After a pivot", "The review stays open until the new plan has worked.", review().body);
  show("check", "Blocked by a pivot", "Polish waits for MVP.", checkOn(6));
  await commands("alice", number, "/phase stop The market is gone");
  show("check", "Blocked by a stop", "Every later phase is shut.", checkOn(6));
  show("dashboard", "At the end", "The delivery was stopped.", await dashboard());
}

async function proposals(stage: GalleryStage): Promise<void> {
  const { alice, show, checkOn, settled, shop } = stage;
  await openShop(stage);
  const before = shop.commits.get(shop.branches.get("main") ?? "")?.files.get(PLAN_PATH) ?? "";
  const good = alice.openPull("Only warn of polish", {
    files: { [PLAN_PATH]: before.replace("requires: [mvp] }\n", "requires: [mvp], enforcement: warn }\n") },
  });
  const bad = alice.openPull("Rename a key", { files: { [PLAN_PATH]: before.replace("goal:", "gaol:") } });
  await settled();
  show(
    "config",
    "A change of the plan",
    "A maintainer sees what the change does before it is merged.",
    checkOn(good.number, "milegate/config"),
  );
  show(
    "config",
    "A change that is invalid",
    "Each problem is also on its line.",
    checkOn(bad.number, "milegate/config"),
  );
  show("check", "Invalid plan, proposed", "The same pull request's gate.", checkOn(bad.number));
}

async function invalidPlan({ alice, show, checkOn, settled, dashboard }: GalleryStage): Promise<void> {
  alice.createMilestone("MVP");
  const other = alice.openPull("Dark theme");
  const repair = alice.openPull("Repair the plan", {
    files: { [PLAN_PATH]: 'phases:\n  - { id: mvp, name: MVP, milestones: ["MVP*"] }\n' },
  });
  await settled();
  show("check", "Invalid plan", "The plan on the default branch can't be used.", checkOn(other.number));
  show("check", "Repairs the plan", "A pull request that changes nothing else.", checkOn(repair.number));
  show("dashboard", "With problems", "The plan is invalid.", await dashboard());
}

// Worlds for the boundary review: opened, kept, superseded, and what follows from decisions that the app has not followed yet.
import { createIssue } from "@milegate/sandbox";
import {
  type CaseWorld,
  commentAs,
  deleteRecords,
  goQuiet,
  itemSubject,
  makeDelivery,
  makeReview,
  reviewIn,
  unsettle,
  withPlan,
} from "./world.ts";

const PHASES = { kind: "phases" } as const;

const rounds: readonly CaseWorld[] = [
  {
    name: "review-opened",
    begin: async (scenario) => {
      await goQuiet(scenario);
      const { alice } = makeDelivery(scenario, 3);
      alice.closeMilestone(1);
      return PHASES;
    },
  },
  {
    name: "review-kept",
    begin: async (scenario) => {
      await makeReview(scenario);
      return PHASES;
    },
  },
  {
    name: "review-evidence-is-old",
    begin: async (scenario) => {
      const { alice, review } = await makeReview(scenario);
      await goQuiet(scenario);
      const talked = review.body.replace("## Plan", "We talked to Ada.\n\n## Plan");
      alice.edit(review.number, { body: talked.replace("- [ ] Feedback", "- [x] Feedback"), title: "Our review" });
      alice.openIssue("Refund", { milestone: 1 });
      return PHASES;
    },
  },
  {
    name: "review-superseded",
    begin: async (scenario) => {
      const { alice } = await makeReview(scenario);
      await goQuiet(scenario);
      alice.reopenMilestone(1);
      return PHASES;
    },
  },
  {
    name: "review-second-round",
    begin: async (scenario) => {
      const { alice } = await makeReview(scenario);
      alice.reopenMilestone(1);
      await goQuiet(scenario);
      alice.closeMilestone(1);
      return PHASES;
    },
  },
  {
    name: "review-opened-twice",
    begin: async (scenario) => {
      const { review } = await makeReview(scenario);
      await goQuiet(scenario);
      const { sandbox, shop } = scenario;
      const author = review.author;
      if (author === null) throw new Error("nobody wrote it");
      createIssue(
        { world: sandbox.world, repository: shop, actor: { account: author, installation: scenario.installation } },
        { title: review.title, body: review.body, labels: review.labels.map(({ name }) => name) },
      );
      return PHASES;
    },
  },
  {
    name: "review-without-its-label",
    begin: async (scenario) => {
      const { alice, review } = await makeReview(scenario);
      await goQuiet(scenario);
      alice.unlabel(review.number, "boundary review");
      return itemSubject(review);
    },
  },
];

/** A decision that was recorded a moment ago: what follows from it is undone. */
const decided = (name: string, command: string, plan = ""): CaseWorld => ({
  name,
  settings: withPlan(`version: 1\n${plan}`, { discussions: ["Announcements"] }),
  begin: async (scenario) => {
    const { alice, review } = await makeReview(scenario);
    const before = review.body;
    await commentAs(scenario, "alice", review.number, command);
    await goQuiet(scenario);
    const [, outcome] = /^\/phase (\w+)/.exec(command) ?? [];
    alice.edit(review.number, { body: before });
    if (review.state === "closed") alice.reopen(review.number);
    alice.unlabel(review.number, `decision: ${outcome}`);
    if (outcome === "continue") unsettle(scenario, review);
    return PHASES;
  },
});

const decisions: readonly CaseWorld[] = [
  decided("review-decided-to-continue", "/phase continue it works"),
  decided(
    "review-announced",
    "/phase continue it works",
    "communicate: { discussions: Announcements, mention: [carol] }\n",
  ),
  decided("review-decided-to-pivot", "/phase pivot they want less"),
  decided("review-decided-to-stop", "/phase stop nobody wants it"),
  {
    name: "review-carried-over",
    settings: withPlan("version: 1\nreview: { carry_over: move }\n"),
    begin: async (scenario) => {
      const { alice, review } = await makeReview(scenario);
      alice.openIssue("Refund", { milestone: 1 });
      await scenario.settled();
      await commentAs(scenario, "alice", review.number, "/phase continue --waive later is fine");
      await goQuiet(scenario);
      unsettle(scenario, review);
      const refund = scenario.shop.items.find(({ title }) => title === "Refund");
      alice.setMilestone(refund?.number ?? 0, 1);
      return PHASES;
    },
  },
  {
    name: "review-decision-withdrawn",
    begin: async (scenario) => {
      const { review } = await makeReview(scenario);
      await commentAs(scenario, "alice", review.number, "/phase continue it works");
      await goQuiet(scenario);
      deleteRecords(scenario, review, "decision");
      return PHASES;
    },
  },
  {
    name: "review-votes-and-concerns",
    settings: withPlan("version: 1\nreview: { quorum: 2, reviewers: [bob] }\n", {
      roles: { alice: "admin", bob: "maintain", carol: "triage" },
    }),
    begin: async (scenario) => {
      const { review } = await makeReview(scenario);
      await commentAs(scenario, "alice", review.number, "/phase continue it works");
      await commentAs(scenario, "carol", review.number, "/phase concern security nobody looked");
      return itemSubject(reviewIn(scenario));
    },
  },
];

export const reviewWorlds: readonly CaseWorld[] = [...rounds, ...decisions];

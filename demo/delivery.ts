// A whole delivery, MVP to done, with a pivot on the way: what `npm run demo -- --play` plays.
import type { Repository } from "@milegate/sandbox";
import { type NumberLookup, numbersIn, type StoryStep } from "./story.ts";
import type { DemoTeam } from "./team.ts";

const PLAN = `version: 1
phases:
  - id: mvp
    name: MVP
    milestones: ["MVP*"]
    share: 30
    goal: A customer can buy one thing
    hypothesis: Customers sign up before they buy
    criteria: [issues-closed, tasks-done, hypotheses-tested]
  - id: enhancement
    name: Enhancement
    milestones: ["Enhancements"]
    share: 40
    criteria:
      - issues-closed: { min: "50%" }
  - id: polish
    name: Polish
    milestones: ["Polish"]
    criteria:
      - issues-closed
      - release: { tag: "v*" }
gate:
  until: decision
review:
  carry_over: move
communicate:
  discussions: Announcements
`;

type Stage = DemoTeam & { numberOf: NumberLookup };

/** Steps are carried out one after the other, the app in between. */
export function deliveryOf(shop: Repository, team: DemoTeam): StoryStep[] {
  const stage: Stage = { ...team, numberOf: numbersIn(shop) };
  return [planning, trimmed, first, decided, pivoted, enhanced, polished].flatMap((part) => part(stage));
}

const planning = ({ alice, bob, carol, numberOf }: Stage): StoryStep[] => [
  {
    title:
      "Alice writes the plan, .github/milegate.yml: three phases, what ends each, and that people decide at its end.",
    act: () => void alice.push("main", { ".github/milegate.yml": PLAN }),
  },
  {
    title: "She and Bob plan the work. The MVP holds one assumption to be tested: that customers sign up.",
    act: () => {
      alice.createMilestone("MVP", { description: "Sell one thing.\n\n- [x] A walking skeleton is deployed" });
      alice.createMilestone("Enhancements");
      alice.createMilestone("Polish");
      for (const name of ["hypothesis", "validated", "invalidated"]) alice.createLabel(name);
      bob.openIssue("Put an article into the basket", { milestone: 1 });
      bob.openIssue("Pay by card", { milestone: 1 });
      bob.openIssue("Customers sign up before they buy", { milestone: 1, labels: ["hypothesis"] });
      bob.openIssue("A dark theme", { milestone: 1 });
      bob.openIssue("Print the basket", { milestone: 1 });
      bob.openIssue("Search the shop", { milestone: 2 });
      bob.openIssue("Gift wrapping", { milestone: 2 });
      bob.openIssue("Animate the basket", { milestone: 3 });
    },
  },
  {
    title: "Carol is quick: she opens three pull requests, one for each phase. Two of them have to wait.",
    act: () => {
      carol.openPull("Basket", { body: `Closes #${numberOf("Put an article")}` });
      carol.openPull("Search", { body: `Closes #${numberOf("Search the shop")}` });
      carol.openPull("Make the basket wobble", { body: `Closes #${numberOf("Animate the basket")}` });
    },
  },
];

/** An MVP holds no more than it needs, and what can't wait goes ahead. */
const trimmed = ({ alice, bob, carol, numberOf }: Stage): StoryStep[] => [
  {
    title: "The MVP holds more than it needs. Bob defers one issue to a later phase, and drops another.",
    act: () => {
      bob.comment(numberOf("A dark theme"), "/phase defer polish nobody buys because of it");
      bob.comment(numberOf("Print the basket"), "/phase drop nobody asked for it");
    },
  },
  {
    title: "A customer was charged twice. Carol's correction belongs to a later phase, so it waits, too.",
    act: () => {
      const pull = carol.openPull("Charge once");
      bob.setMilestone(pull.number, 2);
    },
  },
  {
    title: "It can't wait: Alice lets this one through. The review will show that, and why.",
    act: () => void alice.comment(numberOf("Charge once"), "/phase override customers are charged twice"),
  },
  { title: "Carol merges it.", act: () => void carol.merge(numberOf("Charge once")) },
];

const first = ({ alice, bob, carol, numberOf }: Stage): StoryStep[] => [
  {
    title: "The MVP is built, and customers try it: nobody signs up. Bob closes the assumption as invalidated.",
    act: () => {
      carol.merge(numberOf("Basket"));
      carol.close(numberOf("Pay by card"));
      const tested = numberOf("Customers sign up");
      bob.label(tested, "invalidated");
      bob.close(tested);
    },
  },
  {
    title: "Alice closes the milestone. The phase is at its boundary, so Milegate opens the review.",
    act: () => alice.closeMilestone(1),
  },
];

const decided = ({ alice, carol, numberOf }: Stage): StoryStep[] => [
  {
    title: "Carol tries to merge the search. All criteria are met, but nobody has decided yet.",
    act: () => void carol.merge(numberOf("Search")),
  },
  {
    title: "Alice decides, with a comment on the review: they pivot.",
    act: () => void alice.comment(numberOf("Boundary review: MVP"), "/phase pivot Nobody signs up: sell to guests"),
  },
];

const pivoted = ({ alice, bob, carol, numberOf }: Stage): StoryStep[] => [
  {
    title: "They plan again: a second milestone for the MVP, with a new assumption. The gate stays shut.",
    act: () => {
      alice.createMilestone("MVP: sell to guests");
      bob.openIssue("Buy without an account", { milestone: 4 });
      bob.openIssue("Guests come back", { milestone: 4, labels: ["hypothesis"] });
    },
  },
  {
    title: "Carol builds it.",
    act: () => void carol.openPull("Guest checkout", { body: `Closes #${numberOf("Buy without an account")}` }),
  },
  {
    title: "Guests buy, and come back. Bob closes the assumption as validated, Alice the milestone.",
    act: () => {
      carol.merge(numberOf("Guest checkout"));
      bob.label(numberOf("Guests come back"), "validated");
      bob.close(numberOf("Guests come back"));
      alice.closeMilestone(4);
    },
  },
  {
    title: "Alice decides again, on the same review: they continue. What waited for the MVP opens.",
    act: () => void alice.comment(numberOf("Boundary review: MVP"), "/phase continue Guests buy, and come back"),
  },
];

const enhanced = ({ alice, carol, numberOf }: Stage): StoryStep[] => [
  { title: "The search merges.", act: () => void carol.merge(numberOf("Search")) },
  {
    title: "Half of the enhancements are done, which the plan calls enough. Alice closes their milestone.",
    act: () => alice.closeMilestone(2),
  },
  {
    title: "She decides to continue. The gift wrapping is still open: Milegate carries it over to Polish.",
    act: () => void alice.comment(numberOf("Boundary review: Enhancement"), "/phase continue Good enough to polish"),
  },
];

const polished = ({ alice, bob, carol, numberOf }: Stage): StoryStep[] => [
  {
    title: "Polish: the basket wobbles, it is dark at night, gifts are wrapped, and version 1 is released.",
    act: () => {
      carol.merge(numberOf("Make the basket wobble"));
      bob.close(numberOf("Gift wrapping"));
      bob.close(numberOf("A dark theme"));
      alice.createRelease("v1.0.0", { name: "The shop" });
    },
  },
  { title: "Alice closes the last milestone.", act: () => alice.closeMilestone(3) },
  {
    title: "She decides a last time. The delivery is done.",
    act: () => void alice.comment(numberOf("Boundary review: Polish"), "/phase continue Shipped"),
  },
];

// What a recorded case of the folder is made from: a scenario that is set up, and then looked at without the app.
import { type PullRequest, person, type WorldIssue, type WorldItem } from "@milegate/sandbox";
import type { State } from "../../../src/reconcile/observe.ts";
import type { Scenario, ScenarioSettings } from "../../scenario.ts";

export type CaseWorld = {
  /** The file's name without its ending. */
  name: string;
  settings?: ScenarioSettings;
  /** Sets it up, and says what is looked at; `delivery` is how `milegate status` looks. */
  begin(scenario: Scenario): Promise<State | { kind: "delivery" }>;
  /** How much later it is decided, in milliseconds. */
  later?: number;
};

export const DAY_MS = 24 * 60 * 60 * 1000;

export const withPlan = (text: string, more: ScenarioSettings = {}): ScenarioSettings => ({
  ...more,
  files: { ".github/milegate.yml": text },
});

/** From now on the app hears of nothing, so that there is something left to decide. */
export async function goQuiet({ settled, sandbox }: Scenario): Promise<void> {
  await settled();
  sandbox.deliveries.fate = () => "lose";
}

/** The milestones of the built-in plan, an open issue in the first, and a pull request. */
export function makeDelivery({ as }: Scenario, milestone: number | null = null) {
  const alice = as("alice");
  for (const title of ["MVP", "Enhancements", "Polish"]) alice.createMilestone(title);
  alice.openIssue("Pay", { milestone: 1 });
  const pull = alice.openPull("Shine", { branch: "shine" });
  alice.setMilestone(pull.number, milestone);
  return { alice, pull };
}

/** A review of the MVP, under way, with a pull request that waits for it. */
export async function makeReview(scenario: Scenario) {
  const { alice, pull } = makeDelivery(scenario, 3);
  alice.close(1);
  alice.closeMilestone(1);
  await scenario.settled();
  return { alice, pull, review: reviewIn(scenario) };
}

/** The latest. */
export function reviewIn({ reviews }: Pick<Scenario, "reviews">): WorldItem {
  const review = reviews().at(-1);
  if (review === undefined) throw new Error("there is no review");
  return review;
}

export function dashboardIn({ shop }: Pick<Scenario, "shop">): WorldIssue {
  const found = shop.items.find(
    (item): item is WorldIssue => item.title === "Delivery dashboard" && item.kind === "issue",
  );
  if (found === undefined) throw new Error("there is no dashboard");
  return found;
}

export async function commentAs({ as, settled }: Scenario, login: string, number: number, body: string): Promise<void> {
  as(login).comment(number, body);
  await settled();
}

/** Somebody deletes the app's comments that begin with a marker of this kind. */
export function deleteRecords({ as }: Scenario, item: WorldItem, kind: string): void {
  const found = item.comments.filter(({ body }) => body.startsWith(`<!-- milegate:${kind} `));
  if (found.length === 0) throw new Error(`there is no ${kind} in #${item.number}`);
  for (const comment of found) as("alice").deleteComment(item.number, comment);
}

/** As if the app had died before it wrote what follows from its records: nothing of that is left but the records. */
export function unsettle({ sandbox, shop }: Scenario, item: WorldItem): void {
  const app = person(sandbox.world, shop, sandbox.world.app.bot);
  for (const comment of [...item.comments])
    if (comment.body.startsWith("<!-- milegate:update ")) app.deleteComment(item.number, comment);
    else if (/^<!-- milegate:.* settled=yes /.test(comment.body))
      app.editComment(item.number, comment, comment.body.replace(" settled=yes ", " settled=no "));
}

export const itemSubject = ({ number }: Pick<PullRequest, "number">): State => ({ kind: "item", number });

// A review that somebody makes look like the dashboard, while the app hears of nothing: what it decided goes on counting. SPEC section 6.
import { expect, test } from "@jest/globals";
import { useScenario } from "./use.ts";

const start = useScenario();

test("a stopped review with the dashboard's title and no label stays a stop", async () => {
  const { sandbox, as, check, look, reviews, settled } = await start({ roles: { alice: "admin", mallory: "write" } });
  const alice = as("alice");
  for (const title of ["MVP", "Enhancement", "Polish"]) alice.createMilestone(title);
  alice.openIssue("Log in", { milestone: 1 });
  alice.close(1);
  const pull = alice.openPull("Shine");
  alice.setMilestone(pull.number, 3);
  alice.closeMilestone(1);
  await settled();
  const [review] = reviews();
  if (review === undefined) throw new Error("there is no review");
  alice.comment(review.number, "/phase stop no money");
  await settled();
  const stopped = "action_required Blocked: Polish waits for MVP (MVP's review decided to stop)";
  expect(check(pull.number)).toBe(stopped);

  sandbox.deliveries.fate = () => "lose";
  const mallory = as("mallory");
  mallory.edit(review.number, { title: "Delivery dashboard", body: "" });
  for (const { name } of [...review.labels]) mallory.unlabel(review.number, name);
  sandbox.deliveries.fate = () => "deliver";
  await look({ kind: "item", number: pull.number });
  expect(check(pull.number)).toBe(stopped);
  await look({ kind: "repository" });
  await settled();
  expect(review.labels.map(({ name }) => name)).toEqual(["boundary review", "phase: mvp", "decision: stop"]);
  expect(check(pull.number)).toBe(stopped);
});

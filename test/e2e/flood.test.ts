// What strangers leave behind makes no event dearer: reviews are found by their author, SPEC section 6.
import { expect, jest, test } from "@jest/globals";
import { useScenario } from "./use.ts";

jest.setTimeout(180_000);

const start = useScenario();

test("hundreds of issues with the label of reviews cost an event one read", async () => {
  const { sandbox, shop, as, settled } = await start({ roles: { alice: "admin", mallory: "triage" } });
  const alice = as("alice");
  for (const title of ["MVP", "Polish"]) alice.createMilestone(title);
  alice.openIssue("Log in", { milestone: 1 });
  alice.close(1);
  alice.closeMilestone(1);
  const pull = alice.openPull("Change");
  await settled();
  const costOf = async (title: string): Promise<number> => {
    const since = sandbox.traffic.asked.length;
    alice.edit(pull.number, { title });
    await settled();
    return sandbox.traffic.asked.length - since;
  };
  const before = await costOf("Before");
  const label = shop.labels.find(({ name }) => name === "boundary review");
  if (label === undefined) throw new Error("there is no review");
  sandbox.deliveries.fate = () => "lose";
  for (let at = 0; at < 300; at += 1) as("mallory").openIssue(`Noise ${at}`).labels.push(label);
  sandbox.deliveries.fate = () => "deliver";
  // The review is beyond the first page by now, and read by its number.
  expect(await costOf("After")).toBe(before + 1);
});

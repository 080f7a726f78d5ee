// Whatever the app writes is found, with where it is, also when it was written over or is of several repositories at once.
import { expect, test } from "@jest/globals";
import { addRepository, type Person, person } from "@milegate/sandbox";
import { useScenario } from "./e2e/use.ts";
import { isPublicPlace, textsWith, writtenTexts } from "./written-texts.ts";

const start = useScenario();

const PLAN = `version: 1
phases: [{ id: mvp, name: MVP, milestones: ["MVP*"], label: "phase: zebra" }, { id: next, name: Next, milestones: ["Next"] }]
communicate: { discussions: News }
`;

/** An issue and a pull request, with `word` in their titles. */
function plan(alice: Person, word: string): void {
  alice.createMilestone(`MVP ${word}`);
  alice.createMilestone("Next");
  alice.openIssue(`Pay by ${word}`, { milestone: 1 });
  for (const title of ["Nicer icons", "Softer lights"]) alice.setMilestone(alice.openPull(title).number, 2);
}

test("checks, comments, issues, labels and discussions, each in its repository", async () => {
  const scenario = await start({
    files: { ".github/milegate.yml": PLAN },
    discussions: ["News"],
  });
  const { sandbox, octo, user, as, installation, settled } = scenario;
  const fields = { owner: octo, name: "vault", private: true, roles: { alice: "admin" as const } };
  const vault = addRepository(sandbox.world, { ...fields, files: { ".github/milegate.yml": PLAN } });
  installation.repositories.push(vault);
  plan(as("alice"), "koala");
  plan(person(sandbox.world, vault, user("alice")), "walrus");
  await settled();
  as("alice").close(1);
  as("alice").closeMilestone(1);
  await settled();
  as("alice").comment(2, "/phase status");
  const review = scenario.reviews()[0]?.number ?? 0;
  as("alice").comment(review, "/phase continue It sells");
  await settled();
  const texts = writtenTexts(sandbox);
  const places = (word: string) =>
    new Set(textsWith(texts, [word]).map((line) => line.replaceAll(/[0-9a-f]{40}|\d+/g, "N")));
  expect(places("walrus").size).toBeGreaterThan(0);
  for (const place of places("walrus")) expect(place).toMatch(/^octo\/vault, /);
  expect(textsWith(texts.filter(isPublicPlace), ["walrus"])).toEqual([]);
  expect(places("MVP is passed")).toContain("octo/shop, check milegate on N: MVP is passed");
  expect(places("MVP is passed")).toContain("octo/shop, sent: mutation SetChecks: MVP is passed");
  // It does not show any more; it was sent.
  expect([...places("Pay by koala")]).toEqual([expect.stringMatching(/^octo\/shop, sent: .*(check-runs|SetChecks)/)]);
  expect(places("phase: zebra")).toContain("octo/shop, sent: POST /repos/octo/shop/labels: phase: zebra");
  expect(places("It sells")).toContain("octo/shop, comment N on #N: It sells");
  expect(places("Boundary review")).toContain("octo/shop, #N: Boundary review");
  expect([...places("MVP")].filter((place) => place.includes("discussion"))).not.toEqual([]);
});

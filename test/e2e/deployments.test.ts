// Environments of the plan wait for their phase: SPEC section 4's `environments`.
import { expect, test } from "@jest/globals";
import { useScenario } from "./use.ts";

const start = useScenario();

const plan = "version: 1\nenvironments: { production: mvp }\n";

test("a deployment is rejected with the reason until the phase is passed, and may be asked for again", async () => {
  const { as, sandbox, settled, shop } = await start({ files: { ".github/milegate.yml": plan } });
  const alice = as("alice");
  alice.createMilestone("MVP");
  alice.openIssue("Log in", { milestone: 1 });
  const [early, elsewhere] = [alice.requestDeployment("Production"), alice.requestDeployment("staging")];
  await settled();
  expect(early).toMatchObject({
    state: "rejected",
    comment: `Production waits for MVP: 0 of 1 issue closed (${shop.url}/issues/1). Ask again when it is passed.`,
  });
  expect(elsewhere).toMatchObject({ state: "approved", comment: "staging is not among the plan's environments." });

  alice.close(1);
  await settled();
  expect(early.state).toBe("rejected");
  const again = alice.requestDeployment("Production", early.run);
  await settled();
  expect(again).toMatchObject({ state: "approved", comment: "MVP is passed." });

  alice.push("main", { ".github/milegate.yml": "version: 2\n" });
  const unsure = alice.requestDeployment("production");
  await settled();
  expect(unsure.state).toBe("rejected");
  expect(unsure.comment).toContain("is invalid");

  const answers = () => sandbox.traffic.asked.filter(({ path }) => path.endsWith("/deployment_protection_rule"));
  expect(answers()).toHaveLength(4);
  const asked = sandbox.deliveries.log.findLast(({ event }) => event === "deployment_protection_rule");
  if (asked === undefined) throw new Error("no delivery");
  sandbox.deliveries.redeliver(asked);
  const elsewhereUrl = `http://127.0.0.1:1/actions/runs/${unsure.run}/deployment_protection_rule`;
  sandbox.deliveries.redeliver({
    ...asked,
    guid: "forged",
    payload: { ...asked.payload, deployment_callback_url: elsewhereUrl },
  });
  sandbox.deliveries.redeliver({
    ...asked,
    guid: "odd",
    payload: { ...asked.payload, deployment_callback_url: "http://127.0.0.1:1/actions/runs/../x" },
  });
  await settled();
  expect(answers().map(({ path }) => path)).toEqual([
    ...[early, elsewhere, early, unsure, unsure].map(
      ({ run }) => `/repos/octo/shop/actions/runs/${run}/deployment_protection_rule`,
    ),
  ]);
});

test("a deployment to what a review shut says what was decided, and where", async () => {
  const { as, settled, reviews } = await start({ files: { ".github/milegate.yml": plan } });
  const alice = as("alice");
  alice.createMilestone("MVP");
  alice.openIssue("Log in", { milestone: 1 });
  alice.close(1);
  alice.closeMilestone(1);
  await settled();
  alice.comment(reviews()[0]?.number ?? 0, "/phase pivot they want less");
  await settled();
  const shut = alice.requestDeployment("production");
  await settled();
  expect(shut).toMatchObject({
    state: "rejected",
    comment: expect.stringMatching(
      /^production waits for MVP: its review decided to pivot \(\S+#issuecomment-\d+\), because: they want less\. Ask again when it is passed\.$/,
    ),
  });
  alice.comment(reviews()[0]?.number ?? 0, "/phase continue");
  await settled();
  const open = alice.requestDeployment("production", shut.run);
  await settled();
  expect(open).toMatchObject({ state: "approved", comment: "MVP is passed." });
});

test("without a plan nobody answers: nothing is written, and nothing opens because a plan was deleted", async () => {
  const { as, sandbox, settled } = await start({ files: { ".github/milegate.yml": plan } });
  const alice = as("alice");
  alice.createMilestone("Backlog");
  alice.push("main", { ".github/milegate.yml": null });
  await settled();
  const asked = alice.requestDeployment("production");
  await settled();
  expect(asked.state).toBe("waiting");
  expect(sandbox.traffic.asked.filter(({ kind }) => kind === "write")).toEqual([]);
});

// Records the cases of test/replay/ from scenarios on the sandbox: `node scripts/record-cases.ts [name …]`. By hand: the tests replay them.
import { writeFileSync } from "node:fs";
import { Octokit } from "@octokit/rest";
import type { Reader } from "../src/github/port.ts";
import { ownerWith, repositoryWith, silentLog } from "../src/github/with-token.ts";
import { packageVersion } from "../src/package-info.ts";
import { ANY_ACCESS } from "../src/reconcile/access.ts";
import type { DeliveryReader } from "../src/reconcile/delivery-source.ts";
import { liveDelivery } from "../src/reconcile/live-delivery.ts";
import { observe } from "../src/reconcile/observe.ts";
import { observeDelivery } from "../src/reconcile/observe-delivery.ts";
import { observeProposals } from "../src/reconcile/proposals.ts";
import { renderCase, withoutPlans, withPlans } from "../src/reconcile/recorded/case.ts";
import { recordCase } from "../src/reconcile/recorded/record.ts";
import { rewriteTexts } from "../src/reconcile/recorded/shapes.ts";
import type { Snapshot } from "../src/snapshot.ts";
import { caseWorlds } from "../test/replay/worlds/index.ts";
import type { CaseWorld } from "../test/replay/worlds/world.ts";
import { type Scenario, startScenario } from "../test/scenario.ts";

const named = process.argv.slice(2);
const unknown = named.filter((name) => !caseWorlds.some((world) => world.name === name));
if (unknown.length > 0) throw new Error(`there is no world called ${unknown.join(", ")}`);

for (const world of caseWorlds.filter(({ name }) => named.length === 0 || named.includes(name))) {
  const changes = await recordWorld(world);
  process.stdout.write(`${world.name}: ${changes.join(", ") || "nothing"}\n`);
}

async function recordWorld(world: CaseWorld): Promise<string[]> {
  const scenario = await startScenario(world.settings);
  try {
    const subject = await world.begin(scenario);
    const now = new Date(Date.now() + (world.later ?? 0));
    const read = readerOf(scenario);
    const seen = subject.kind === "delivery" ? await observeDelivery(read, now) : await observe(read, subject, now);
    const proposals = await observeProposals({ read, access: ANY_ACCESS }, seen, now);
    return write(world.name, onGitHub(scenario, { ...seen, proposals }), now);
  } finally {
    await scenario.end();
  }
}

function write(name: string, snapshot: Snapshot, now: Date): string[] {
  const outcome = recordCase(snapshot, now, { names: "kept", version: packageVersion });
  if (outcome.kind === "differs") throw new Error(`${name}: reduced, it decides otherwise: ${JSON.stringify(outcome)}`);
  writeFileSync(new URL(`../test/replay/${name}.json`, import.meta.url), renderCase(outcome.recorded));
  return outcome.recorded.changes.map(({ kind }) => kind);
}

function readerOf({ sandbox, user }: Scenario): DeliveryReader {
  const auth = sandbox.tokens.personal(user("alice"));
  const octokit = new Octokit({ baseUrl: `${sandbox.url}/api/v3`, auth, log: silentLog });
  const identity = { self: "milegate", appId: sandbox.app.id };
  const reader = (name: string): Reader =>
    repositoryWith(octokit, identity, { owner: "octo", name, installation: 0 }).read;
  return { ...reader("shop"), delivery: liveDelivery(ownerWith(octokit, "octo"), async (name) => reader(name)) };
}

/** The sandbox has another port each time. */
function onGitHub({ sandbox }: Scenario, snapshot: Snapshot): Snapshot {
  const seen = structuredClone(withoutPlans(snapshot));
  rewriteTexts(seen, (text) => text.replaceAll(sandbox.url, "https://github.com"));
  return withPlans(seen);
}

// `node bench/event-cost.ts [issues…]`: what one event of a pull request costs, with few and with many issues in the milestone that it waits for,
// and with a thousand comments on it.

import type { Person } from "@milegate/sandbox";
import { costOf } from "@milegate/sandbox";
import { parse } from "graphql";
import { type Scenario, startScenario } from "../test/scenario.ts";

type Cost = { reads: number; writes: number; points: number; nodes: number; asked: number; answered: number };

/** Every tenth is open, and the checks are right before anything is measured. */
async function world(issues: number) {
  const scenario = await startScenario();
  const alice = scenario.as("alice");
  scenario.sandbox.deliveries.fate = () => "lose";
  alice.createMilestone("MVP");
  alice.createMilestone("Polish");
  alice.createLabel("phase: mvp");
  alice.createLabel("phase: polish");
  for (let at = 0; at < issues; at += 1) alice.openIssue(`Issue ${at}`, { milestone: 1, labels: ["phase: mvp"] });
  for (let number = 1; number <= issues; number += 1) if (number % 10 !== 0) alice.close(number);
  const { number } = alice.openPull("Shine", { branch: "topic" });
  alice.setMilestone(number, 2);
  alice.label(number, "phase: polish");
  await scenario.look({ kind: "item", number });
  scenario.sandbox.deliveries.fate = ({ event }) => (event === "pull_request" ? "deliver" : "lose");
  return { scenario, alice, number };
}

let answered = 0;
const real = globalThis.fetch;
globalThis.fetch = async (...asked) => {
  const answer = await real(...asked);
  answered += (await answer.clone().arrayBuffer()).byteLength;
  return answer;
};

async function measure({ sandbox, settled }: Scenario, step: () => void): Promise<Cost> {
  await settled();
  const before = sandbox.traffic.asked.length;
  answered = 0;
  step();
  await settled();
  const asked = sandbox.traffic.asked.slice(before).filter(({ kind }) => kind !== "auth");
  const costs = asked.flatMap(({ path, body }) => (path === "/graphql" ? [graphqlCost(body)] : []));
  return {
    reads: asked.filter(({ kind }) => kind === "read").length,
    writes: asked.filter(({ kind }) => kind === "write").length,
    points: costs.reduce((sum, { points }) => sum + points, 0),
    nodes: costs.reduce((sum, { nodes }) => sum + nodes, 0),
    asked: asked.reduce((sum, { body }) => sum + Buffer.byteLength(JSON.stringify(body ?? "")), 0),
    answered,
  };
}

function graphqlCost(body: unknown) {
  const { query = "", variables = {} } = Object(body) as { query?: string; variables?: Record<string, unknown> };
  return costOf(parse(query), undefined, variables);
}

const EVENTS: [string, (alice: Person, pull: number) => void][] = [
  ["opened", (alice) => alice.openPull("Another")],
  ["pushed to", (alice) => alice.push("topic")],
  ["labelled", (alice, pull) => alice.label(pull, "phase: mvp")],
  ["edited", (alice, pull) => alice.edit(pull, { title: "Shinier" })],
];

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10, 5_000];
const rows = new Map<string, Cost[]>();
for (const issues of sizes) {
  const { scenario, alice, number } = await world(issues);
  for (const [name, act] of EVENTS)
    rows.set(name, [...(rows.get(name) ?? []), await measure(scenario, () => act(alice, number))]);
  await scenario.end();
}
let isEqual = true;

/** The comments are an hour old, and were read once. */
async function afterComments(count: number): Promise<Cost> {
  const { scenario, alice, number } = await world(10);
  const { sandbox, item } = scenario;
  const { fate } = sandbox.deliveries;
  sandbox.deliveries.fate = () => "lose";
  for (let at = 0; at < count; at += 1) alice.comment(number, `Remark ${at}`);
  for (const comment of item(number).comments) comment.createdAt = new Date(Date.now() - 3_600_000);
  sandbox.deliveries.fate = fate;
  await scenario.look({ kind: "item", number });
  const cost = await measure(scenario, () => alice.edit(number, { title: "Shinier" }));
  await scenario.end();
  return cost;
}

for (const count of [0, 1_000]) {
  const { reads, writes, points } = await afterComments(count);
  process.stdout.write(`edited, ${count} comments: ${reads} read, ${writes} written, ${points} GraphQL points\n`);
}
for (const [name, costs] of rows) {
  for (const [at, { reads, writes, points, nodes, asked, answered }] of costs.entries())
    process.stdout.write(
      `${name.padEnd(10)} ${String(sizes[at]).padStart(5)} issues: ${reads} read, ${writes} written, ${points} GraphQL points, ${nodes} nodes at most, ${asked} bytes asked, ${answered} answered\n`,
    );
  isEqual &&=
    new Set(costs.map(({ reads, writes, points, nodes }) => `${reads} ${writes} ${points} ${nodes}`)).size === 1;
}
process.stdout.write(isEqual ? "equal in requests, points and nodes\n" : "NOT equal\n");
process.exitCode = isEqual ? 0 : 1;

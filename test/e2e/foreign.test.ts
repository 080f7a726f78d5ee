// A server on GitHub's schema that is not GitHub: what it leaves out, or does not keep apart, neither stops the gate nor opens it.
import { afterEach, expect, test } from "@jest/globals";
import {
  changeObjects,
  type ForeignAnswer,
  type ForeignDifference,
  type ForeignHost,
  startForeign,
  withoutField,
} from "../foreign.ts";
import { useScenario } from "./use.ts";

const start = useScenario();
const started: ForeignHost[] = [];
afterEach(() => {
  for (const foreign of started.splice(0)) foreign.close();
});

/** An MVP with one open issue, a pull request for polish, and one that closes an issue of polish. */
async function shop(difference: ForeignDifference) {
  const foreign = await startForeign(difference);
  started.push(foreign);
  const scenario = await start({ foreign });
  const alice = scenario.as("alice");
  alice.createMilestone("MVP");
  alice.createMilestone("Polish");
  alice.openIssue("Log in", { milestone: 1 });
  alice.openIssue("Shine", { milestone: 2 });
  const [polish, fix] = [alice.openPull("Icons"), alice.openPull("Shine", { body: "Closes #2" })];
  alice.setMilestone(polish.number, 2);
  await scenario.settled();
  return { ...scenario, alice, both: () => [polish, fix].map(({ number }) => scenario.check(number)) };
}

const SHUT = "action_required Blocked: Polish waits for MVP (0 of 1 issue closed)";
const OPEN = "success Open: MVP is passed";
const NONE = "neutral No phase";

type Nodes = { nodes: unknown[] };
const isNodes = (object: object): object is Nodes => "nodes" in object && Array.isArray(object.nodes);

/** An issue of a repository that the app may not see. */
function forbiddenLink(answer: ForeignAnswer): ForeignAnswer {
  const errors: object[] = [];
  const changed = changeObjects(answer, (object, path) => {
    if (path.at(-1) !== "closes" || !isNodes(object)) return object;
    const at = [...path, "nodes", object.nodes.length];
    errors.push({ type: "FORBIDDEN", path: at, message: "Resource not accessible by integration" });
    return { ...object, nodes: [...object.nodes, null] };
  });
  return errors.length === 0 ? changed : { ...changed, errors };
}

const asUser = (object: Record<string, unknown>) =>
  object["__typename"] === "Bot" ? { ...object, __typename: "User", login: `${object["login"]}[bot]` } : object;

const unnumbered = (object: Record<string, unknown>) =>
  object["name"] === "milegate" && "conclusion" in object ? { ...object, databaseId: null } : object;

const MISSING_TIMELINE = { message: "Cannot return null for non-nullable field Issue.timelineItems." };
const HIDDEN = { type: "FORBIDDEN", message: "Resource not accessible by integration" };
const UNRESOLVED = {
  message: "Could not resolve to a Repository with the name 'octo/.github'.",
  extensions: { code: "NOT_FOUND" },
};

test.each<[string, ForeignDifference]>([
  ["a linked issue may not be seen", { answer: forbiddenLink }],
  [
    "lists hold what may not be seen",
    {
      answer: (answer) =>
        changeObjects(answer, (object, path) =>
          isNodes(object) && !path.some((step) => /^f\d+$/.test(String(step)))
            ? { ...object, nodes: [...object.nodes, null] }
            : object,
        ),
    },
  ],
  ["the owner's .github repository may not be seen", { answer: withoutField("owner", { error: HIDDEN }) }],
  ["an error has its type elsewhere", { answer: withoutField("owner", { error: UNRESOLVED }) }],
  ["there is no timeline", { answer: withoutField("timelineItems", { error: MISSING_TIMELINE, nonNull: true }) }],
  ["bots are users", { answer: (answer) => changeObjects(answer, asUser) }],
  ["a check has no number", { answer: (answer) => changeObjects(answer, unnumbered) }],
  ["the summary of a check is not told", { answer: withoutField("summary") }],
  [
    "lists are neither filtered nor ordered",
    { ask: (document) => document.replaceAll(/labels: \["[^"]*"\], |, orderBy: \{[^}]*\}/g, "") },
  ],
  ["of the app as a whole nothing can be asked", { missing: /\/app\/(hook|installations(\?|$))|\/installation\// }],
])("%s", async (_name, difference) => {
  const { alice, settled, both, reviews } = await shop(difference);
  expect(both()).toEqual([SHUT, SHUT]);
  alice.close(1);
  alice.closeMilestone(1);
  await settled();
  expect(both()).toEqual([OPEN, OPEN]);
  expect(reviews()).toHaveLength(1);
});

test("without what a pull request closes it has no phase, and the others have theirs", async () => {
  const { both } = await shop({ answer: withoutField("closes") });
  expect(both()).toEqual([SHUT, NONE]);
});

test("a merge queue that may not be read, said in another place, shuts the group with the reason", async () => {
  const error = { message: "Resource not accessible by integration", extensions: { code: "FORBIDDEN" } };
  const { alice, settled, shop: repository } = await shop({ answer: withoutField("mergeQueue", { error }) });
  const entry = alice.enqueue(3);
  await settled();
  const suites = repository.suites.filter(({ headSha }) => headSha === entry.headSha);
  expect(suites.flatMap(({ runs }) => runs.map(({ output }) => output.title))).toEqual([
    "Blocked: what this merge group holds is not known",
  ]);
  alice.dequeue(3);
});

test.each<[string, number]>([
  ["fails", 501],
  ["is refused", 400],
])("a batch of checks that always %s: they are written one by one", async (_name, status) => {
  const { alice, settled, both, sandbox } = await shop({});
  sandbox.traffic.faults.push({ match: /mutation SetChecks/, status });
  alice.close(1);
  await settled();
  expect(both()).toEqual([OPEN, OPEN]);
});

test("a check of another app under the same name is not ours, though the host was asked to leave it out", async () => {
  const difference: ForeignDifference = {
    ask: (document) => document.replaceAll(", filterBy: { appId: $appId }", "").replaceAll(/,? ?\$appId: Int!/g, ""),
  };
  const { alice, settled, check, sandbox, shop: repository } = await shop(difference);
  const own = repository.suites[0]?.runs[0];
  if (own === undefined) throw new Error("no check");
  const suite = { ...own.suite, id: 1, nodeId: "CS_other", app: { ...sandbox.world.app, id: 4711 }, runs: [own] };
  suite.runs = [{ ...own, id: 999_999, nodeId: "CR_other", conclusion: "success", suite }];
  repository.suites.unshift(suite);
  alice.close(1);
  await settled();
  const pull = repository.items.find((item) => item.kind === "pull" && item.head.sha === own.suite.headSha);
  expect(check(pull?.number ?? 0).split("\n")).toEqual([SHUT.replace("action_required", "success"), OPEN]);
});

// A repository that the first edition decided, looked at by the second: nothing that was decided is lost. SPEC section 6, "After the upgrade".
import { expect, jest, test } from "@jest/globals";
import { type Comment, person, type Repository, type WorldItem } from "@milegate/sandbox";
import { useScenario } from "./use.ts";

jest.setTimeout(120_000);

const start = useScenario();
const ROLES = { alice: "admin", bob: "maintain", carol: "write" } as const;
const PLAN = "gate: { until: decision }\nreview: { quorum: 2 }\n";
const AT = "2026-03-01T12%3A00%3A00.000Z";
const SHUT = /^action_required Blocked: /;

/** As the first edition wrote them, by the app. */
async function decidedBefore() {
  const scenario = await start({ files: { ".github/milegate.yml": PLAN }, roles: ROLES });
  const { sandbox, shop, as } = scenario;
  const alice = as("alice");
  for (const title of ["MVP", "Enhancement", "Polish"]) alice.createMilestone(title);
  alice.openIssue("Log in", { milestone: 1 });
  alice.close(1);
  const pull = as("carol").openPull("Shine");
  alice.setMilestone(pull.number, 3);
  await scenario.settled();
  sandbox.deliveries.fate = () => "lose";
  alice.closeMilestone(1);
  const app = person(sandbox.world, shop, sandbox.world.app.bot);
  const review = app.openIssue("Boundary review: MVP → Enhancement", {
    body: "<!-- milegate:review phase=mvp round=1 -->\n\n## Review\n\n- [x] Seen by support",
    labels: ["boundary review", "phase: mvp"],
  });
  const asks = (login: string, words: string, number = review.number): Comment => as(login).comment(number, words);
  const records = (words: string, number = review.number): Comment =>
    app.comment(number, `<!-- milegate:${words} -->\nWords for people.`);
  const begins = async (): Promise<void> => {
    sandbox.deliveries.fate = () => "deliver";
    await scenario.look({ kind: "repository" });
  };
  const gate = () => scenario.check(pull.number);
  return { ...scenario, alice, app, pull, review, asks, records, begins, gate };
}

const round = (outcome: string) => `phase=mvp round=1 outcome=${outcome} reason=`;
const origin = (login: string, { id }: Comment) => `by=${login} command=${id} line=1 at=${AT}`;
const boundTo = ({ id }: Repository, { number }: WorldItem) => new RegExp(` repository=${id} item=${number}( | -->)`);

test("a decision goes on counting, and gets the ids of its repository, its issue and its giver", async () => {
  const { shop, review, asks, records, begins, gate, app, user } = await decidedBefore();
  const ask = asks("bob", "/phase continue");
  const record = records(`decision ${round("continue")} deciders=alice,bob waived= ${origin("bob", ask)}`);
  app.label(review.number, "decision: continue");
  app.close(review.number);
  await begins();
  expect(gate()).toBe("success Open: MVP is passed");
  expect(record.body).toMatch(boundTo(shop, review));
  expect(record.body).toContain(` byId=${user("bob").id} `);
  expect(record.body).toMatch(/-->\nWords for people\.$/);
  expect(review.body).toMatch(/^<!-- milegate:review phase=mvp round=1 repository=\d+ /);
  expect(review.body).toContain("- [x] Seen by support");
});

test("a vote belongs to the author of the comment that asked for it; where that is gone, it has to be given again", async () => {
  const { asks, records, begins, gate, as, settled, review } = await decidedBefore();
  const [kept, gone] = [asks("bob", "/phase continue"), asks("alice", "/phase continue")];
  records(`vote ${round("continue")} ${origin("bob", kept)}`);
  records(`vote ${round("continue")} ${origin("alice", gone)}`);
  as("alice").deleteComment(review.number, gone);
  await begins();
  const say = async (login: string) => {
    as(login).comment(review.number, "/phase continue");
    await settled();
  };
  await say("bob");
  expect(gate()).toMatch(SHUT);
  await say("alice");
  expect(gate()).toBe("success Open: MVP is passed");
});

test("what somebody edited, or what came with a transferred issue, does not count", async () => {
  const { asks, records, begins, gate, as, review } = await decidedBefore();
  const ask = asks("bob", "/phase continue");
  const record = records(`decision ${round("continue")} deciders=alice,bob waived= ${origin("bob", ask)}`);
  as("carol").editComment(review.number, record, `${record.body} Indeed.`);
  await begins();
  expect(gate()).toMatch(SHUT);
  expect(record.body).not.toContain("repository=");
});

test("an override is for the head at the first look", async () => {
  const { asks, records, begins, gate, as, settled, pull } = await decidedBefore();
  const ask = asks("alice", "/phase override customers wait", pull.number);
  const inAWeek = encodeURIComponent(new Date(Date.now() + 7 * 24 * 60 * 60 * 1000).toISOString());
  const record = records(`override reason=wait expires=${inAWeek} ${origin("alice", ask)}`, pull.number);
  await begins();
  expect(gate()).toMatch(/^success Overridden: by alice/);
  expect(record.body).toContain(` head=${pull.head.sha} `);
  as("carol").push(pull.head.ref);
  await settled();
  expect(gate()).toMatch(SHUT);
});

/** As today's second edition bound its records. */
const bound = ({ id }: Repository, { number }: WorldItem) => `repository=${id} item=${number}`;

test("a decision with the comments that the second edition began with goes on counting, and nothing is written anew", async () => {
  const { shop, review, asks, records, begins, gate, app, user, item, settles } = await decidedBefore();
  const ask = asks("bob", "/phase continue --waive fine");
  const place = bound(shop, review);
  const by = `by=bob byId=${user("bob").id} command=${ask.id} line=1 at=${AT} ${place}`;
  const record = records(
    `decision phase=mvp round=1 outcome=continue reason=fine deciders=alice%2Cbob waived=Tests ${by}`,
  );
  const move = records(`carry-over phase=mvp round=1 to=polish ${by}`);
  records(`carried phase=mvp round=1 request=${move.id} ${place}`);
  records(`update phase=mvp round=1 decision=${record.id} ${place}`);
  app.edit(review.number, {
    body: `${review.body.split("\n")[0]}\n\n<!-- milegate:evidence -->\n> [!WARNING]\n> **MVP** was closed with unmet exit criteria: Tests (1). The gate stays shut.\n\n### Exit criteria\n<!-- milegate:evidence-end -->\n\n## Review`,
  });
  app.label(review.number, "decision: continue");
  app.close(review.number);
  const [bodies, left] = [[record.body, move.body], app.openIssue("Late", { milestone: 1 }).number];
  await begins();
  expect(gate()).toBe("success Open: MVP is passed");
  expect([record.body, move.body]).toEqual(bodies);
  expect(review.comments).toHaveLength(5);
  expect(item(left).milestone?.title).toBe("MVP");
  expect(review.body).toMatch(/<!-- milegate:standing -->\n\*\*Decided: continue\*\*, by alice and bob on .*: fine\./);
  expect(review.body).toContain("<!-- milegate:evidence -->\n### Exit criteria\n<!-- milegate:evidence-end -->");
  expect(await settles()).toEqual([]);
});

test("a decision whose consequences the edition before had not written yet is carried through, in its record", async () => {
  const { shop, review, asks, records, begins, gate, user, settles } = await decidedBefore();
  const ask = asks("bob", "/phase continue");
  const by = `by=bob byId=${user("bob").id} command=${ask.id} line=1 at=${AT} ${bound(shop, review)}`;
  const record = records(`decision ${round("continue")} deciders=alice,bob waived= ${by}`);
  await begins();
  expect(gate()).toBe("success Open: MVP is passed");
  expect(review).toMatchObject({ state: "closed", stateReason: "completed" });
  expect(record.body).toMatch(/^<!-- milegate:decision .* settled=yes .*-->\nWords for people\.$/);
  expect(review.comments.filter(({ author }) => author?.type === "Bot")).toHaveLength(1);
  expect(await settles()).toEqual([]);
});

// The app dies after every request of a command in turn, before it hears of its answer; the next life finishes it, once.
import { expect, test } from "@jest/globals";
import type { Comment, WorldItem } from "@milegate/sandbox";
import { useScenario } from "./use.ts";

const start = useScenario();

/** More than any of these commands takes. */
const REQUESTS = 14;

const records = ({ comments }: WorldItem, kind: string, { id }: Comment): number =>
  comments.filter(({ body }) => body.startsWith(`<!-- milegate:${kind} `) && body.includes(` command=${id} line=1 `))
    .length;

test("after each request", async () => {
  const files = { ".github/milegate.yml": "version: 1\nreview: { quorum: 2 }\n" };
  const { as, settled, reviews, item, dies } = await start({ files, crashable: true, roles: { alice: "admin" } });
  const alice = as("alice");
  for (const title of ["MVP", "Enhancement", "Polish"]) alice.createMilestone(title);
  alice.openIssue("Rest", { milestone: 1 });
  alice.closeMilestone(1);
  await settled();
  const review = item(reviews()[0]?.number ?? 0);
  const issues = Array.from({ length: REQUESTS }, (_each, at) => alice.openIssue(`Fax ${at}`, { milestone: 1 }));
  await settled();
  const seen: object[] = [];
  for (const [requests, issue] of issues.entries()) {
    dies({ requests, when: "after" });
    const vote = alice.comment(review.number, "/phase pivot not yet");
    await settled();
    dies({ requests, when: "after" });
    // What the next phase is has changed once it is there.
    const defer = alice.comment(issue.number, "/phase defer");
    await settled();
    seen.push({
      records: [records(review, "vote", vote), records(issue, "defer", defer)],
      reactions: [vote, defer].map(({ reactions }) => reactions.map(({ content }) => content).join()),
      milestone: issue.milestone?.title,
    });
  }
  const once = { records: [1, 1], reactions: ["eyes,rocket", "eyes,rocket"], milestone: "Enhancement" };
  expect(seen).toEqual(issues.map(() => once));
}, 120_000);

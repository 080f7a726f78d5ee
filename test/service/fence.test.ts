// A job whose repository another process has taken over writes nothing more.
import { expect, test } from "@jest/globals";
import type { Writer } from "../../src/github/port.ts";
import { ClaimLost, fencedWriter } from "../../src/service/fence.ts";

/** Notes the name of each write that is called. */
function noting(written: string[]): Writer {
  const note =
    <Answer>(name: string, answer: Answer) =>
    async (): Promise<Answer> => {
      written.push(name);
      return answer;
    };
  return {
    createLabel: note("createLabel", undefined),
    addLabels: note("addLabels", undefined),
    removeLabel: note("removeLabel", undefined),
    createCheck: note("createCheck", { id: 1, node: "CR_1" }),
    updateCheck: note("updateCheck", undefined),
    answerDeployment: note("answerDeployment", undefined),
    setChecks: note("setChecks", { kind: "uncertain" as const }),
    setPlanCheck: note("setPlanCheck", undefined),
    createIssue: note("createIssue", undefined),
    updateIssue: note("updateIssue", new Date(0)),
    comment: note("comment", 1),
    updateComment: note("updateComment", undefined),
    react: note("react", undefined),
    announce: note("announce", { kind: "no-category" as const }),
  };
}

test("every write asks whose the repository is, and rejects when it is another's", async () => {
  const written: string[] = [];
  let mine = true;
  const write = fencedWriter(noting(written), async () => mine);
  const calls: [string, () => Promise<unknown>][] = [
    ["createLabel", () => write.createLabel({ name: "a", color: "ffffff", description: "" })],
    ["addLabels", () => write.addLabels(1, ["a"])],
    ["removeLabel", () => write.removeLabel(1, "a")],
    ["createCheck", () => write.createCheck("sha", { conclusion: "neutral", title: "", summary: "", detailsUrl: "" })],
    [
      "updateCheck",
      () => write.updateCheck(1, "sha", { conclusion: "neutral", title: "", summary: "", detailsUrl: "" }),
    ],
    ["answerDeployment", () => write.answerDeployment(1, "production", { approved: true, comment: "" })],
    ["setChecks", () => write.setChecks([])],
    [
      "setPlanCheck",
      () =>
        write.setPlanCheck("sha", null, {
          conclusion: "success",
          title: "",
          summary: "",
          detailsUrl: "",
          annotations: [],
          path: ".github/milegate.yml",
        }),
    ],
    ["createIssue", () => write.createIssue({ title: "", body: "", labels: [], assignees: [] })],
    ["updateIssue", () => write.updateIssue(1, { title: "" })],
    ["comment", () => write.comment(1, "")],
    ["updateComment", () => write.updateComment(1, "")],
    ["react", () => write.react(1, "eyes")],
    ["announce", () => write.announce({ category: "", title: "", body: "", mark: "" })],
  ];
  expect(calls.map(([name]) => name)).toEqual(Object.keys(write));
  for (const [, call] of calls) await call();
  expect(written).toEqual(Object.keys(write));
  mine = false;
  for (const [, call] of calls) await expect(call()).rejects.toThrow(ClaimLost);
  expect(written).toEqual(Object.keys(write));
});

// Lets a job write only while this process owns its repository: a process that hung may resume after another took over.
import type { Writer } from "../github/port.ts";

/** Another process took over the repository, so this one writes nothing more. */
export class ClaimLost extends Error {
  override name = "ClaimLost";
}

/** Calls `isMine` before each write. If it returns false, the write rejects with `ClaimLost`. */
export function fencedWriter(write: Writer, isMine: () => Promise<boolean>): Writer {
  const fenced =
    <Args extends unknown[], Answer>(call: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      if (!(await isMine())) throw new ClaimLost("another process took over this repository");
      return call(...args);
    };
  return {
    createLabel: fenced(write.createLabel),
    addLabels: fenced(write.addLabels),
    removeLabel: fenced(write.removeLabel),
    createCheck: fenced(write.createCheck),
    updateCheck: fenced(write.updateCheck),
    answerDeployment: fenced(write.answerDeployment),
    setChecks: fenced(write.setChecks),
    setPlanCheck: fenced(write.setPlanCheck),
    createIssue: fenced(write.createIssue),
    updateIssue: fenced(write.updateIssue),
    comment: fenced(write.comment),
    react: fenced(write.react),
    announce: fenced(write.announce),
  };
}

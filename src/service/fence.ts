// Lets a job write only while its repository is this process's to work on: one that hung may wake when another has taken over.
import type { Writer } from "../github/port.ts";

/** Another process works on the repository by now, so nothing more is written. */
export class ClaimLost extends Error {
  override name = "ClaimLost";
}

/** `isMine` is asked before each write; every write rejects with `ClaimLost` once it says no. */
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

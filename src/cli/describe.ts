// Describes a change in one line for people.
import type { Change } from "../change.ts";
import type { TextFormat } from "./io.ts";

export type ChangeLine = { sign: "+" | "~" | "-"; what: string; color: TextFormat };

const added = (what: string): ChangeLine => ({ sign: "+", what, color: "green" });
const changed = (what: string): ChangeLine => ({ sign: "~", what, color: "yellow" });
const removed = (what: string): ChangeLine => ({ sign: "-", what, color: "red" });

export function describeChange(change: Change): ChangeLine {
  switch (change.kind) {
    case "create-label":
      return added(`label "${change.name}" in the repository`);
    case "add-labels":
      return added(`#${change.item} label ${change.labels.map((label) => `"${label}"`).join(", ")}`);
    case "remove-label":
      return removed(`#${change.item} label "${change.label}"`);
    case "set-check":
    case "set-plan-check": {
      const { conclusion, title } = change.content;
      const name = change.kind === "set-check" ? "check" : "check milegate/config";
      const what = `${name} of ${change.pulls.map((number) => `#${number}`).join(", ")}: ${conclusion}, ${title}`;
      return change.existing === null ? added(what) : changed(what);
    }
    case "answer-deployment":
      return changed(`run ${change.run} ${change.approved ? "may" : "may not"} deploy to ${change.environment}`);
    case "open-issue":
      return added(`issue "${change.title}"`);
    case "update-issue":
      return changed(`#${change.number} ${Object.keys(change.change).join(", ")}`);
    case "record":
    case "comment":
      return added(`#${change.item} comment: ${firstLine(change.body)}`);
    case "rewrite":
    case "complete":
      return changed(`#${change.item} comment: ${firstLine(change.body)}`);
    case "announce":
      return added(`discussion "${change.discussion.title}", and #${change.item} comment`);
    case "react":
      return added(`reaction ${change.reaction}`);
  }
}

const firstLine = (text: string): string => text.split("\n", 1)[0]?.slice(0, 100) ?? "";

// The file of a repository that belongs to a delivery: it may say little, as the plan is the delivery's.
import { z } from "zod";
import { isMapping } from "./inherit.ts";
import { describeIssue, planIssues, type ZodProblem } from "./messages.ts";
import type { PlannedDelivery } from "./plan.ts";
import { planFile } from "./schema.ts";
import { type Invalid, invalidPlan, readYaml } from "./yaml.ts";

/** `out`: the repository takes itself out of the delivery, as it may. */
export type MemberFile = { kind: "member" } | { kind: "out" } | Invalid;

/** `isHome`: the delivery's home. `isKeptOn`: the owner's file locks `enabled`. */
export type MemberFileAsked = {
  delivery: Pick<PlannedDelivery, "name" | "optional">;
  isHome: boolean;
  isKeptOn: boolean;
};

export function readMemberFile(text: string | null, membership: MemberFileAsked): MemberFile {
  const read = readYaml(text);
  if (read.kind === "invalid") return read;
  const { value, locate } = read.file;
  const isOff = isMapping(value) && value["enabled"] === false;
  const obstacle = isOff ? obstacleToLeaving(membership) : null;
  if (isOff && obstacle === null) return { kind: "out" };
  const issues = [...shapeProblems(value, membership.delivery.name), ...(obstacle === null ? [] : [obstacle])];
  return issues.length === 0 ? { kind: "member" } : invalidPlan(issues.map(locate));
}

const { version, enabled } = planFile.shape;
const memberFile = z.strictObject({ version, enabled });
const KNOWN = Object.keys(memberFile.shape);

function shapeProblems(value: unknown, delivery: string): ZodProblem[] {
  const read = memberFile.safeParse(value, { reportInput: true, error: describeIssue });
  const issues = read.success ? [] : read.error.issues.flatMap((issue) => planIssues(issue, KNOWN));
  return issues.map((issue) => (isPlans(issue) ? { ...issue, message: notHere(delivery) } : issue));
}

/** A key that would be one of a repository alone. */
const isPlans = ({ path: [key, ...rest], atKey }: ZodProblem): boolean =>
  atKey === true && rest.length === 0 && Object.hasOwn(planFile.shape, key ?? "");

const notHere = (delivery: string): string =>
  `the plan of this repository is that of the delivery "${delivery}" in the owner's file; expected only ${KNOWN.join(" and ")} here.`;

function obstacleToLeaving({ delivery: { name, optional }, isHome, isKeptOn }: MemberFileAsked): ZodProblem | null {
  const found = (why: string): ZodProblem => ({ path: ["enabled"], message: why });
  if (!optional)
    return found(
      `no repository can take itself out of the delivery "${name}", as it is not optional; expected true, or \`optional: true\` in the owner's file.`,
    );
  if (isHome)
    return found(
      `this repository is the home of the delivery "${name}"; expected true, or another \`home\` in the owner's file.`,
    );
  return isKeptOn ? found("locked by the owner: expected true.") : null;
}

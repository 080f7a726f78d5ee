// Finds things in a recorded case by their shape, wherever they are, so that new places need no new rule.
import { isDate } from "node:util/types";
import type {
  Actor,
  Blob,
  CheckRun,
  Milestone,
  OwnIssue,
  PublishedRelease,
  PullCommit,
  RecordComment,
  Reference,
  RepositoryState,
} from "../../github/model.ts";

/** Whether an object has all of these keys; it may have more. */
const hasKeys =
  <Shape extends object>(...keys: readonly (keyof Shape & string)[]) =>
  (object: object): object is Shape =>
    keys.every((key) => Object.hasOwn(object, key));

export const isComment = hasKeys<RecordComment>("editedByOthers", "own", "author", "body");
export const isOwnIssue = hasKeys<OwnIssue>("number", "title", "body", "comments", "labels");
export const isMilestone = hasKeys<Milestone>("number", "title", "description", "dueOn");
export const isCheckRun = hasKeys<CheckRun>("node", "conclusion", "title", "summary");
export const isActor = hasKeys<Actor>("login", "isBot");
export const isCommit = hasKeys<PullCommit>("oid", "author", "committer", "signature");
export const isReference = hasKeys<Reference>("number", "title", "url");
export const isBlob = hasKeys<Blob>("oid", "text");
export const isLabel = hasKeys<RepositoryState["labels"][number]>("name", "description");
export const isRelease = hasKeys<PublishedRelease>("tag", "name", "publishedAt");
/** A text of an unknown kind. */
export const hasBody = hasKeys<{ body: unknown }>("body");

/** Every object and list in plain data, the outer before the inner. */
export function* objectsIn(value: unknown): Generator<object> {
  if (typeof value !== "object" || value === null || isDate(value)) return;
  yield value;
  for (const each of Object.values(value)) yield* objectsIn(each);
}

/** Those of one shape. */
export function foundIn<Shape extends object>(value: unknown, isWanted: (object: object) => object is Shape): Shape[] {
  return [...objectsIn(value)].filter(isWanted);
}

/** Rewrites every text in plain data, in place. */
export function rewriteTexts(value: object, rewrite: (text: string) => string): void {
  for (const object of objectsIn(value))
    for (const [key, text] of Object.entries(object))
      if (typeof text === "string") Reflect.set(object, key, rewrite(text));
}

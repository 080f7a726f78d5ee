// Labels of a repository, and labels on its issues and pull requests.
import { tellItem, tellLabel, type Where } from "../events.ts";
import { GitHubError, type WorldItem } from "../model.ts";
import type { Label } from "../model-parts.ts";
import { labelView } from "../views/item.ts";
import { invalidField, nodeId, notFound } from "../world.ts";
import { checkLabel } from "./label-rules.ts";
import { note } from "./timeline.ts";

export const findLabel = ({ repository }: Pick<Where, "repository">, name: string): Label | undefined =>
  repository.labels.find((label) => label.name.toLowerCase() === name.toLowerCase());

export type LabelFields = { name: string; color?: string | undefined; description?: string | null | undefined };

export function createLabel(where: Where, { name, color = "ededed", description = null }: LabelFields): Label {
  checkLabel({ name, color, description });
  if (findLabel(where, name) !== undefined) throw invalidField("Label", "name", "already_exists");
  const id = where.world.nextId();
  const now = where.world.now();
  const label = {
    id,
    nodeId: nodeId("LA", id),
    name,
    color: color.toLowerCase(),
    description,
    default: false,
    createdAt: now,
    updatedAt: now,
  };
  where.repository.labels.push(label);
  tellLabel(where, label, "created");
  return label;
}

export function editLabel(
  where: Where,
  label: Label,
  fields: Partial<LabelFields> & { newName?: string | undefined },
): void {
  const { newName, color, description } = fields;
  const { name: oldName, color: oldColor, description: oldText } = label;
  const text = { name: newName ?? oldName, color: color ?? oldColor };
  checkLabel({ ...text, description: description === undefined ? oldText : description });
  const taken = newName === undefined ? undefined : findLabel(where, newName);
  if (taken !== undefined && taken !== label) throw invalidField("Label", "name", "already_exists");
  const changes = newName === undefined || newName === label.name ? {} : { name: { from: label.name } };
  Object.assign(label, {
    ...(newName && { name: newName }),
    ...(color && { color }),
    ...(description !== undefined && { description }),
    updatedAt: where.world.now(),
  });
  tellLabel(where, label, "edited", { changes });
}

export function deleteLabel(where: Where, label: Label): void {
  where.repository.labels = where.repository.labels.filter((each) => each !== label);
  for (const item of where.repository.items) item.labels = item.labels.filter((each) => each !== label);
  tellLabel(where, label, "deleted");
}

/** A label that the repository doesn't have is made, grey, as GitHub does. */
export function addLabels(where: Where, item: WorldItem, names: readonly string[]): void {
  for (const name of names) {
    const label = findLabel(where, name) ?? createLabel(where, { name });
    if (item.labels.includes(label)) continue;
    item.labels.push(label);
    touched(where, item, label, "labeled");
  }
}

export function removeLabel(where: Where, item: WorldItem, name: string): void {
  const label = item.labels.find((each) => each.name.toLowerCase() === name.toLowerCase());
  if (label === undefined) throw new GitHubError(404, "Label does not exist");
  item.labels = item.labels.filter((each) => each !== label);
  touched(where, item, label, "unlabeled");
}

export function setLabels(where: Where, item: WorldItem, names: readonly string[]): void {
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  for (const { name } of item.labels.filter((label) => !wanted.has(label.name.toLowerCase())))
    removeLabel(where, item, name);
  addLabels(where, item, names);
}

export function labelOrNotFound(where: Where, name: string): Label {
  const label = findLabel(where, name);
  if (label === undefined) throw notFound();
  return label;
}

function touched(where: Where, item: WorldItem, label: Label, kind: "labeled" | "unlabeled"): void {
  item.updatedAt = where.world.now();
  note(where, item, kind, { label });
  tellItem(where, item, kind, { label: labelView(where.world, where.repository, label) });
}

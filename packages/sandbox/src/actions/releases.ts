// Releases: drafted, published, edited, deleted.
import { tell, type Where } from "../events.ts";
import type { Release } from "../model-shipping.ts";
import { releaseView } from "../views/shipping.ts";
import { invalidField, nodeId } from "../world.ts";

export type ReleaseFields = {
  name?: string | undefined;
  body?: string | undefined;
  target?: string | undefined;
  draft?: boolean | undefined;
  prerelease?: boolean | undefined;
};

/** Of a draft GitHub tells only that it was created: https://docs.github.com/en/webhooks/webhook-events-and-payloads#release */
export function createRelease(where: Where, tag: string, fields: ReleaseFields = {}): Release {
  const { name = tag, body = "", target = where.repository.defaultBranch, draft = false, prerelease = false } = fields;
  if (tag.trim() === "") throw invalidField("Release", "tag_name", "missing_field");
  if (where.repository.releases.some((each) => each.tag === tag && !each.draft))
    throw invalidField("Release", "tag_name", "already_exists");
  const id = where.world.nextId();
  const now = where.world.now();
  const shared = { id, nodeId: nodeId("RE", id), tag, name, body, target, prerelease };
  const author = where.actor.account;
  const release: Release = { ...shared, author, draft: true, createdAt: now, updatedAt: now, publishedAt: null };
  where.repository.releases.push(release);
  tellRelease(where, release, "created");
  if (!draft) publishRelease(where, release);
  return release;
}

export function publishRelease(where: Where, release: Release): void {
  if (!release.draft) return;
  const now = where.world.now();
  Object.assign(release, { draft: false, publishedAt: now, updatedAt: now });
  tellRelease(where, release, "published");
  tellRelease(where, release, release.prerelease ? "prereleased" : "released");
}

export function editRelease(where: Where, release: Release, fields: Omit<ReleaseFields, "draft" | "target">): void {
  const { name = release.name, body = release.body, prerelease = release.prerelease } = fields;
  const changes = {
    ...(name === release.name ? {} : { name: { from: release.name } }),
    ...(body === release.body ? {} : { body: { from: release.body } }),
  };
  const settled = release.prerelease && !prerelease && !release.draft;
  Object.assign(release, { name, body, prerelease, updatedAt: where.world.now() });
  tellRelease(where, release, "edited", { changes });
  if (settled) tellRelease(where, release, "released");
}

export function deleteRelease(where: Where, release: Release): void {
  where.repository.releases = where.repository.releases.filter((each) => each !== release);
  tellRelease(where, release, "deleted");
}

const tellRelease = (where: Where, release: Release, action: string, more: object = {}): void =>
  tell(where, "release", action, { release: releaseView(where.world, where.repository, release), ...more });

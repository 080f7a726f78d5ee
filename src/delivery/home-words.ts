// Where a delivery's reviews, decisions and dashboard are, as far as it may be said in the repository that is looked at.
import type { MemberPlace } from "../criteria/placed.ts";
import { link } from "../markdown/escape.ts";
import { REVIEW_LABEL } from "../vocabulary.ts";

/** "octo/shop", linked to its reviews; "a private repository" where nobody may learn which one it is. */
export function homeText({ slug, url }: Pick<MemberPlace, "slug" | "url">, label = REVIEW_LABEL): string {
  if (slug === null) return "a private repository";
  const query = `is:issue is:open label:"${label}"`;
  return link(slug, `${url}/issues?q=${encodeURIComponent(query)}`);
}

/** A link, or words where there may be none. */
export const placeText = ({ slug, url }: Pick<MemberPlace, "slug" | "url">): string =>
  slug === null ? "a private repository" : link(slug, url);

// What a check says of an override after a push: whose it was, for which commit, and what came since.
import type { Override } from "../decisions/override.ts";
import type { PullItem } from "../github/model.ts";
import { escapeText, link } from "../markdown/escape.ts";
import type { CheckText } from "./check-text.ts";

type Pushed = Pick<PullItem, "headSha" | "url">;

/** As GitHub shows commits. */
export const shortSha = (sha: string): string => sha.slice(0, 7);

const commitLink = ({ url }: Pushed, sha: string): string => link(shortSha(sha), `${url}/commits/${sha}`);

/** The override does nothing any more; a check that passes all the same need not say so. */
export function endedByPush(text: CheckText, { by, head, url }: Override, pull: Pushed): CheckText {
  if (text.conclusion === "success") return text;
  const record = link(`override of ${by}`, url);
  const ended = `The ${record}, given for ${commitLink(pull, head)}, ended with the push of ${commitLink(pull, pull.headSha)}.`;
  return { ...text, details: `${ended}\n\n${text.details}` };
}

/** Nothing where the head is the one that it was given for. */
export function keptOverPush(text: CheckText, { by, head }: Override, pull: Pushed): CheckText {
  if (head === pull.headSha) return text;
  const range = link(`${shortSha(head)}..${shortSha(pull.headSha)}`, `${pull.url}/files/${head}..${pull.headSha}`);
  const since = `${escapeText(by)} gave it for ${commitLink(pull, head)}. Pushed since: ${range}.`;
  return { ...text, details: `${since}\n\n${text.details}` };
}

// The issues that a text says are closed by its pull request, as GitHub reads its closing keywords.
import { proseText } from "../markdown/prose-text.ts";

/** Where the text is: only its own issues count. `url` is the repository's page. */
type Place = { url: string };

/** https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/linking-a-pull-request-to-an-issue */
const KEYWORD = /(?<![\w-])(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)(?::[ \t]*|[ \t]+)(\S+)/gi;
const REFERENCE = /^(?:([\w.-]+\/[\w.-]+)?#|(https?:\/\/\S+?)\/issues\/)(\d{1,10})(?![\w])/;

/** Numbers of issues of this repository, each once, in the text's order; not those in code. */
export function closedInText(text: string, { url }: Place): number[] {
  const name = nameIn(url);
  const found = [...proseText(text).matchAll(KEYWORD)].flatMap(([, word = ""]) => {
    const [, repository, page, number] = REFERENCE.exec(word) ?? [];
    const isHere = (repository ?? name).toLowerCase() === name && (page ?? url).toLowerCase() === url.toLowerCase();
    return number !== undefined && isHere ? [Number(number)] : [];
  });
  return [...new Set(found)];
}

/** "owner/name", in lower case. */
const nameIn = (url: string): string => url.toLowerCase().split("/").slice(-2).join("/");

// Hints about whom a proposed plan names: teams that are not there, people who can't read the repository, and who is unknown.
import { code } from "../markdown/escape.ts";
import type { DoubtfulParties, DoubtfulParty } from "../snapshot.ts";

/** What GitHub does not say is unknown, and never missing. */
export function partyHints({ doubtful, left }: DoubtfulParties): string[] {
  const more = left === 1 ? "1 more name was" : `${left} more names were`;
  return [...doubtful.map(hintAbout), ...(left === 0 ? [] : [`${more} not looked up.`])];
}

function hintAbout({ kind, name, state }: DoubtfulParty): string {
  const who = code(`@${name}`);
  if (state === "unreadable") return `${who} can't read this repository.`;
  if (kind === "person")
    return state === "missing"
      ? `Nobody on GitHub is called ${who}.`
      : `It is unknown whether ${who} can read this repository: GitHub does not tell the app.`;
  return state === "missing"
    ? `There is no team ${who} that all members of its organization can see.`
    : `It is unknown whether there is a team ${who}: GitHub does not tell the app.`;
}

// Names that stand for people in a redacted case: user-1, user-2, in the order in which they are met.
import { parseMarker } from "../../decisions/marker.ts";
import { parseVoices, renderVoices, type Voice } from "../../decisions/voice.ts";
import { WEB_FLOW } from "../../gate/exempt.ts";
import type { CommitPerson, PullCommit } from "../../github/model.ts";
import type { Resolution } from "../../plan/resolve.ts";
import { type SeenCase, withPlans } from "./case.ts";
import { foundIn, isActor, isComment, isCommit } from "./shapes.ts";
import { markersOf } from "./texts.ts";

export type Aliases = {
  has(login: string): boolean;
  login(login: string): string;
  /** A value of a record's marker, by its key. */
  value(key: string, value: string): string;
};

/** Of everybody whom the case names: who wrote something, who gave a command, and who is in the plan. */
export function aliasesOf(seen: SeenCase): Aliases {
  const people = new Map<string, string>();
  const concerns = new Map<string, string>();
  for (const login of loginsIn(seen)) numbered(people, "user", login);
  const login = (given: string) => people.get(given.toLowerCase()) ?? given;
  return {
    has: (given) => people.has(given.toLowerCase()),
    login,
    value: (key, value) => {
      if (PEOPLE.includes(key))
        return value
          .split(",")
          .map((each) => numbered(people, "user", each))
          .join(",");
      if (key === "voices")
        return renderVoices(
          voicesIn(value).map((voice) => withoutPerson(voice, (each) => numbered(people, "user", each))),
        );
      if (key === "name") return numbered(concerns, "concern", value.trim());
      return WORDS.includes(key) ? "Words" : value;
    },
  };
}

const PEOPLE = ["by", "deciders"];
const WORDS = ["reason", "text", "signOffs"];

const withoutPerson = (voice: Voice, alias: (login: string) => string): Voice => ({
  ...voice,
  by: alias(voice.by),
  reason: voice.reason === "" ? "" : "Words",
});

const voicesIn = (value: string): Voice[] => parseVoices(value) ?? [];

function numbered(aliases: Map<string, string>, prefix: string, name: string): string {
  const key = name.toLowerCase();
  const alias = aliases.get(key) ?? `${prefix}-${aliases.size + 1}`;
  aliases.set(key, alias);
  return alias;
}

const loginsIn = (seen: SeenCase): string[] => [
  ...foundIn(seen, isActor).flatMap(({ login, isBot }) => (isBot ? [] : [login])),
  ...foundIn(seen, isCommit)
    .flatMap(peopleIn)
    .map(({ login }) => login),
  ...foundIn(seen, isComment).flatMap(({ body }) => namedIn(body)),
  ...[withPlans(seen).plan, ...withPlans(seen).proposals.flatMap(({ effect }) => effect?.plan ?? [])].flatMap(inPlan),
];

/** Whom a commit names; GitHub's own account and bots are no people. */
export const peopleIn = ({ author, committer }: PullCommit): CommitPerson[] =>
  [author, committer]
    .filter((each) => each !== null)
    .filter(({ login }) => login !== WEB_FLOW && !login.endsWith("[bot]"));

const namedIn = (body: string): string[] =>
  markersOf(body).flatMap((written) => {
    const values = parseMarker(written)?.values;
    const named = PEOPLE.flatMap((key) => values?.get(key)?.split(",") ?? []);
    const heard = voicesIn(values?.get("voices") ?? "").map(({ by }) => by);
    return [...named, ...heard].filter((name) => name !== "");
  });

/** Teams and bots are no people. */
function inPlan(plan: Resolution): string[] {
  if (plan.kind !== "active") return [];
  const { gate, review, communicate } = plan.plan;
  const asked = review.sign_offs.flatMap(({ by, escalate }) => [...(typeof by === "string" ? [] : by), ...escalate]);
  return [...gate.exempt.authors, ...review.reviewers, ...review.escalate, ...asked, ...communicate.mention]
    .filter((name) => !name.includes("/") && !name.endsWith("[bot]"))
    .map((name) => name.replace(/^@/, ""));
}

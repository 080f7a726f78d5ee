// Every next step that reviews, records, refusals and replies offer leads somewhere where the person that it names may act. SPEC sections 6 and 7.
import { expect, jest, test } from "@jest/globals";
import { closedMvp, topOf } from "./closed-mvp.ts";
import { useScenario } from "./use.ts";

jest.setTimeout(240_000);

const start = useScenario();
const boundary = (plan: string, open: number) => closedMvp(start, plan, open);

type World = Awaited<ReturnType<typeof boundary>>;

/** Everything that offers a step: what it says, and where the commands in it are to be given. */
const STAGES: Record<
  string,
  { plan?: string; open?: number; offers: (world: World) => Promise<{ text: string; place: number }> }
> = {
  "a review that was opened": {
    open: 1,
    offers: async ({ review }) => ({ text: topOf(review()), place: review().number }),
  },
  "a review with a vote": {
    plan: "review: { quorum: 2 }\n",
    offers: async ({ review, say }) => {
      await say("alice", "/phase stop nobody needs it");
      return { text: topOf(review()), place: review().number };
    },
  },
  "a review with a concern": {
    offers: async ({ review, say }) => {
      await say("carol", "/phase concern security");
      return { text: topOf(review()), place: review().number };
    },
  },
  "a pivot": {
    offers: async ({ review, say }) => {
      const record = await say("bob", "/phase pivot first the import");
      return { text: `${topOf(review())}\n${record}`, place: review().number };
    },
  },
  "a stop": {
    offers: async ({ review, say }) => {
      const record = await say("bob", "/phase stop nobody needs it");
      return { text: `${topOf(review())}\n${record}`, place: review().number };
    },
  },
  "a continue with work left": {
    open: 2,
    offers: async ({ review, say }) => {
      const record = await say("bob", "/phase continue --waive fine");
      return { text: `${topOf(review())}\n${record}`, place: review().number };
    },
  },
  "a review that was closed": {
    offers: async ({ review, alice, settled }) => {
      alice.close(review().number);
      await settled();
      return { text: topOf(review()), place: review().number };
    },
  },
  "a refused decision": {
    plan: "review: { complete_checklist: true }\n",
    open: 1,
    offers: async ({ review, say }) => {
      await say("carol", '/phase concern "data loss"');
      return { text: await say("bob", "/phase continue"), place: review().number };
    },
  },
  "a decision that was made already": {
    offers: async ({ review, say }) => {
      await say("bob", "/phase continue");
      return { text: (await say("bob", "/phase stop no")).replace("/phase stop no", ""), place: review().number };
    },
  },
  "the wrong place": {
    offers: async ({ review, say }) => ({
      text: (await say("bob", "/phase continue", 1)).replace("/phase continue", ""),
      place: review().number,
    }),
  },
  "the wrong place, with no review open": {
    offers: async ({ review, say, pull }) => {
      await say("bob", "/phase continue");
      const text = await say("bob", "/phase pivot no", pull.number);
      return {
        text: `${text.replace("/phase pivot no", "")}\n${await say("bob", "/phase drop no", pull.number)}`.replace(
          "/phase drop no",
          "",
        ),
        place: review().number,
      };
    },
  },
  "a typo": {
    offers: async ({ say }) => ({
      text: (await say("bob", "/phase stauts", 1)).replaceAll("/phase stauts", ""),
      place: 1,
    }),
  },
  "/phase status": { open: 1, offers: async ({ say }) => ({ text: await say("carol", "/phase status", 1), place: 2 }) },
};

/** With something in place of what it leaves to people. */
const filled = (command: string): string =>
  command.replaceAll(/<(?:reason|name)>/g, "because").replaceAll(/ \[[^\]]*\]/g, "");

/** The next role below each that these texts name, which is not enough. */
const BELOW = { maintain: "write", triage: "read" } as const;

/** `role` is the one that the command's sentence names, or the next that names one; null where it is for whoever reads it. */
type Offer = { command: string; role: keyof typeof BELOW | null; raiser: "carol" | null };

const NAMED = /\b(\w+) or higher\b/g;

function offersIn(text: string): Offer[] {
  const sentences = text.split(/(?<=\.) |\n/);
  const offers = sentences.flatMap((sentence, at) =>
    [...sentence.matchAll(/`(\/phase \w[^`]*)`/g)].map(([, command = ""]): Offer => {
      const near = [sentence, sentences[at - 1] ?? "", sentences[at + 1] ?? ""].map(rolesIn);
      const [role = null, ...others] = near.find((roles) => roles.length > 0) ?? [];
      expect(others).toEqual([]);
      const isRaised =
        /\bcarol\b|whoever raised it/.test(`${sentences[at - 1]} ${sentence}`) && command.includes(" resolve ");
      return { command: filled(command), role: isAnyones(command) ? null : role, raiser: isRaised ? "carol" : null };
    }),
  );
  // Where a text says it twice, the one that says who may.
  const named = offers.toSorted((a, b) => Number(a.role !== null) - Number(b.role !== null));
  return [...new Map(named.map((offer) => [offer.command, offer])).values()];
}

const isAnyones = (command: string): boolean => /^\/phase (?:help|status)\b/.test(command);

/** Another role than these fails. */
function rolesIn(sentence: string): (keyof typeof BELOW)[] {
  const named = [...new Set([...sentence.matchAll(NAMED)].map(([, role = ""]) => role))];
  expect(Object.keys(BELOW)).toEqual(expect.arrayContaining(named));
  return named as (keyof typeof BELOW)[];
}

const REFUSED = /works on .* only|it needs the role|there is no command|already\.|someone who may decide/;

const linksIn = (text: string): string[] => [...text.matchAll(/\]\((http[^)]+)\)/g)].map(([, url = ""]) => url);

test.each(Object.keys(STAGES))("what %s offers can be done by whom it names", async (name) => {
  const stage = STAGES[name];
  if (stage === undefined) throw new Error("no stage");
  const begin = async () => {
    const world = await boundary(stage.plan ?? "", stage.open ?? 0);
    return { world, ...(await stage.offers(world)) };
  };
  const first = await begin();
  const answers = await Promise.all(linksIn(first.text).map(async (url) => `${(await fetch(url)).status} ${url}`));
  expect(answers.filter((answer) => !answer.startsWith("200 "))).toEqual([]);
  expect((await fetch(`${first.world.sandbox.url}/octo/shop/issues/999`)).status).toBe(404);
  const offered = offersIn(first.text);
  expect(offered.length + answers.length).toBeGreaterThan(0);
  for (const [index, { command, role, raiser }] of offered.entries()) {
    const { world, place } = index === 0 ? first : await begin();
    const actor = role === null ? "bob" : "mallory";
    if (role !== null) {
      world.shop.roles.set(actor, BELOW[role]);
      expect(await world.say(actor, command, place)).toMatch(/it needs the role|only they or someone who may decide/);
      world.shop.roles.set(actor, role);
    }
    expect(await world.say(actor, command, place)).not.toMatch(REFUSED);
    if (raiser !== null) {
      const again = await begin();
      expect(await again.world.say(raiser, command, again.place)).not.toMatch(REFUSED);
    }
  }
});

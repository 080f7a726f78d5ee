// What `milegate/config` says of the teams and people whom a proposed plan newly names, and whom GitHub is asked about.
import { describe, expect, test } from "@jest/globals";
import type { AccessReader } from "../../src/github/port.ts";
import { resolvePlan } from "../../src/plan/resolve.ts";
import { partyHints } from "../../src/plan-check/parties.ts";
import { observeParties, partyReader } from "../../src/reconcile/observe-parties.ts";
import { repositoryReading } from "../builders.ts";

const blob = (text: string) => ({ oid: text, text });
const TEAMS: Readonly<Record<string, "there" | "missing">> = { "octo-org/security": "there" };
const ROLES = { sam: "read", sue: "admin", carol: "none" } as const;
const REFUSED = { kind: "unavailable", status: 403 } as const;
const isKnown = (login: string): login is keyof typeof ROLES => Object.hasOwn(ROLES, login);

/** Notes whom it is asked about; it refuses to speak of "shy". */
function github(asked: string[]): Pick<AccessReader, "team" | "role"> {
  return {
    team: async (team) => {
      asked.push(team);
      return team.endsWith("/shy") ? REFUSED : { kind: TEAMS[team] ?? "missing" };
    },
    role: async (login) => {
      asked.push(login);
      if (login === "shy") return REFUSED;
      return isKnown(login) ? { kind: "role", role: ROLES[login] } : { kind: "unavailable", status: 404 };
    },
  };
}

async function said(after: string | null, before = "", name = "shop") {
  const asked: string[] = [];
  const config = blob(before);
  const repository = repositoryReading({ name, config });
  const inForce = resolvePlan({ ...repository, repository: config, owner: null });
  const read = partyReader(github(asked), repository);
  const file = after === null ? null : blob(after);
  await observeParties(read, repository, inForce, file);
  const { parties } = await observeParties(read, repository, inForce, file);
  return { hints: parties === undefined ? [] : partyHints(parties), asked };
}

const signOff = (by: string, more = "") => `review: { sign_offs: [{ id: a, by: ${by}${more} }] }`;

describe("whom a plan newly names", () => {
  test.each<[string, string | null, string[], string[]]>([
    ["a role", signOff("maintain"), [], []],
    ["a team that is there", signOff('"@octo-org/security"'), [], ["octo-org/security"]],
    [
      "a team that is not",
      signOff('"@octo-org/secruity"'),
      ["There is no team `@octo-org/secruity` that all members of its organization can see."],
      ["octo-org/secruity"],
    ],
    [
      "a team that GitHub does not speak of",
      signOff('"@octo-org/shy"'),
      ["It is unknown whether there is a team `@octo-org/shy`: GitHub does not tell the app."],
      ["octo-org/shy"],
    ],
    [
      "a team of another organization, which no app can see",
      signOff('"@acme/security"'),
      ["It is unknown whether there is a team `@acme/security`: GitHub does not tell the app."],
      [],
    ],
    [
      "people, with the sign or without, each asked about once",
      signOff("[sam, carol, nobody, shy]", ', escalate: ["@Nobody"]'),
      [
        "`@carol` can't read this repository.",
        "Nobody on GitHub is called `@nobody`.",
        "It is unknown whether `@shy` can read this repository: GitHub does not tell the app.",
      ],
      ["sam", "carol", "nobody", "shy"],
    ],
    [
      "reviewers, and whom a late review calls",
      'review: { reviewers: ["@octo-org/product"], due: 1d, escalate: [gone] }',
      [
        "There is no team `@octo-org/product` that all members of its organization can see.",
        "Nobody on GitHub is called `@gone`.",
      ],
      ["octo-org/product", "gone"],
    ],
    ["a plan that can't be used", "review: { sign_offs: 1 }", [], []],
    ["a file that goes", null, [], []],
  ])("%s", async (_what, plan, hints, asked) => {
    expect(await said(plan)).toEqual({ hints, asked });
  });

  test("who is named already is not asked about again", async () => {
    expect(await said(signOff("[Gone, lost]"), signOff("[gone]"))).toEqual({
      hints: ["Nobody on GitHub is called `@lost`."],
      asked: ["lost"],
    });
  });

  test("the owner's file counts elsewhere: who is there is asked, and not who may read it; each delivery's plan counts", async () => {
    const own = `${signOff("[carol]")}\ndeliveries: [{ id: d, repositories: [shop, api], ${signOff("[gone]")} }]\n`;
    expect(await said(own, "", ".github")).toEqual({
      hints: ["Nobody on GitHub is called `@gone`."],
      asked: ["carol", "gone"],
    });
  });

  test("however many it names, few are asked about", async () => {
    const { hints, asked } = await said(signOff(`[${Array.from({ length: 20 }, (_each, at) => `p${at}`).join(", ")}]`));
    expect([asked.length, hints.at(-1)]).toEqual([10, "10 more names were not looked up."]);
  });
});

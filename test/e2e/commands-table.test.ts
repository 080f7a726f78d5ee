// Every command by every role in every place: what GitHub shows of it. The table is printed.
import { expect, test } from "@jest/globals";
import { commands } from "../../src/commands/index.ts";
import { useScenario } from "./use.ts";

const start = useScenario();

const ROLES = { mallory: "read", bob: "triage", carol: "maintain" } as const;
type Login = keyof typeof ROLES;
const LOGINS: Login[] = ["mallory", "bob", "carol"];
const PLACES = ["issue", "pull request", "review"] as const;

/** What is written, and who it is carried out for, by place; `-` stands for nobody. Commands of a review have tests of their own. */
const TABLE: Record<string, { written: string; for: Record<(typeof PLACES)[number], string> }> = {
  help: { written: "/phase help", for: same("read, triage, maintain") },
  status: { written: "/phase status", for: same("read, triage, maintain") },
  set: { written: "/phase set “Enhancement”", for: same("triage, maintain") },
  defer: { written: "/phase defer mvp after all", for: same("triage, maintain") },
  refresh: { written: "/phase refresh", for: same("triage, maintain") },
  clear: { written: "/phase clear", for: same("triage, maintain") },
  drop: { written: "/phase drop no value", for: { issue: "triage, maintain", "pull request": "-", review: "-" } },
  override: { written: "/phase override hotfix", for: { issue: "-", "pull request": "maintain", review: "-" } },
};

function same(who: string) {
  return { issue: who, "pull request": who, review: who };
}

test("commands by role and place", async () => {
  const { as, settled, item, reviews, check } = await start({
    roles: { alice: "admin", bob: "triage", carol: "maintain" },
  });
  const alice = as("alice");
  for (const title of ["MVP", "Enhancement", "Polish"]) alice.createMilestone(title);
  alice.openIssue("Open work", { milestone: 1 });
  alice.closeMilestone(3);
  await settled();
  const review = reviews()[0]?.number ?? 0;
  const places = LOGINS.map((login) => {
    const pull = alice.openPull(`Pull of ${login}`).number;
    alice.setMilestone(pull, 3);
    return {
      login,
      issue: alice.openIssue(`Issue of ${login}`, { milestone: 1 }).number,
      "pull request": pull,
      review,
    };
  });
  await settled();
  // One comment each, with all the commands: what it was refused stands in the one reply.
  const everything = Object.values(TABLE)
    .map(({ written }) => written)
    .join("\n");
  for (const { login, ...at } of places) for (const place of PLACES) as(login).comment(at[place], everything);
  await settled();
  const bot = (number: number) =>
    item(number)
      .comments.filter(({ author }) => author?.type === "Bot")
      .map(({ body }) => body);
  const refusals = (number: number) => bot(number).filter((body) => body.startsWith("This was not carried out:"));
  const isRefused = (verb: string, login: Login, place: (typeof PLACES)[number]) => {
    const number = places.find((each) => each.login === login)?.[place] ?? 0;
    const reply = refusals(number)[place === "review" ? LOGINS.indexOf(login) : 0] ?? "";
    return reply.includes(`- \`/phase ${verb}`);
  };
  const seen = Object.keys(TABLE).map((verb) => [
    verb,
    ...PLACES.map(
      (place) =>
        LOGINS.filter((login) => !isRefused(verb, login, place))
          .map((login) => ROLES[login])
          .join(", ") || "-",
    ),
  ]);
  process.stdout.write(
    `\n${[["command", ...PLACES], ...seen].map((row) => `| ${row.map((cell) => cell.padEnd(22)).join(" | ")} |`).join("\n")}\n`,
  );
  expect(seen).toEqual(Object.entries(TABLE).map(([verb, row]) => [verb, ...PLACES.map((place) => row.for[place])]));
  const of = (login: Login, place: (typeof PLACES)[number] = "issue") =>
    item(places.find((each) => each.login === login)?.[place] ?? 0);
  expect(of("bob").milestone).toBeNull();
  expect(of("mallory").milestone?.title).toBe("MVP");
  expect(of("bob")).toMatchObject({ state: "closed", stateReason: "not_planned" });
  expect(of("bob").labels.map(({ name }) => name)).toEqual(["phase: dropped"]);
  expect(of("mallory").state).toBe("open");
  expect(check(of("carol", "pull request").number)).toMatch(/^success Overridden: by carol until .* hotfix/);
  expect(check(of("bob", "pull request").number)).toBe("neutral No phase");
  expect(check(of("mallory", "pull request").number)).toMatch(/^action_required Blocked:/);
  const reply = bot(of("bob", "pull request").number).join("\n");
  expect(reply).toContain("it needs the role maintain or higher, and GitHub says that yours is triage.");
  expect(reply).toContain("it works on issues only, and this is a pull request.");
  expect(reply).toContain("| `/phase drop <reason>` | triage or higher | issue |");
  expect(bot(of("bob").number).join("\n")).toContain("**bob** moved this from Enhancement to MVP");
  expect(Object.keys(TABLE).toSorted()).toEqual(
    commands
      .filter(({ where }) => where.length > 1 || where[0] !== "review")
      .map(({ verb }) => verb)
      .filter((verb) => verb !== "review")
      .toSorted(),
  );
}, 120_000);

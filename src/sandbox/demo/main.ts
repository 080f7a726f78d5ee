// `npm run demo`: a GitHub on this machine, the real app connected to it, and a team that delivers an MVP.
import { styleText } from "node:util";
import { GitHubError } from "../model.ts";
import { person } from "../people.ts";
import { type Sandbox, startSandbox } from "../server.ts";
import { addOrganization, addRepository, addUser, install } from "../world.ts";
import { startApp } from "./app-process.ts";
import { type Step, storyOf } from "./story.ts";
import { changes, picture, table } from "./telling.ts";

const say = (text = ""): void => void process.stdout.write(`${text}\n`);

/** The app answers within milliseconds here; silence for this long means that it has nothing more to say. */
const QUIET_MS = 400;

async function quiet({ deliveries, traffic }: Sandbox): Promise<void> {
  for (let seen = -1; seen !== deliveries.log.length + traffic.asked.length; ) {
    seen = deliveries.log.length + traffic.asked.length;
    await deliveries.drained();
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
  }
}

function makeShop(sandbox: Sandbox) {
  const { world } = sandbox;
  const [alice, bob, carol] = ["alice", "bob", "carol"].map((login) => addUser(world, login));
  if (alice === undefined || bob === undefined || carol === undefined) throw new Error("somebody is missing");
  const acme = addOrganization(world, "acme");
  const shop = addRepository(world, {
    owner: acme,
    name: "shop",
    roles: { alice: "maintain", bob: "triage", carol: "write" },
  });
  shop.requiredChecks.set("main", ["milegate"]);
  install(world, acme).repositories.push(shop);
  return {
    shop,
    people: { alice: person(world, shop, alice), bob: person(world, shop, bob), carol: person(world, shop, carol) },
  };
}

/** What GitHub refuses is part of the story. */
function attempt({ act }: Step): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    say(`     ${styleText("red", `GitHub refuses: ${error.message}`)}`);
  }
}

async function main(): Promise<void> {
  const sandbox = await startSandbox();
  const { shop, people } = makeShop(sandbox);
  const app = await startApp(sandbox);
  sandbox.connect(app.url);
  say(
    styleText(
      "bold",
      "Milegate on a GitHub of its own: the repository acme/shop, where the check “milegate” is required.\n",
    ),
  );
  for (const [index, step] of storyOf(people).entries()) {
    const before = picture(shop);
    say(styleText("bold", `${String(index + 1).padStart(2)}. ${step.title}`));
    attempt(step);
    await quiet(sandbox);
    for (const change of changes(before, picture(shop))) say(`     ${styleText("cyan", "Milegate")} ${change}`);
    say();
  }
  say(`${styleText("bold", "acme/shop at the end")}\n\n${table(shop)}\n`);
  const asked = sandbox.traffic.asked;
  const count = (kind: string) => asked.filter((each) => each.kind === kind).length;
  say(`${sandbox.deliveries.log.length} webhooks, ${count("read")} reads and ${count("write")} writes by Milegate.`);
  if (process.argv.includes("--serve")) {
    say(`\nThe sandbox stays up: ${sandbox.url}/api/v3 (stop it with Ctrl+C).`);
    await new Promise((resolve) => process.once("SIGINT", resolve));
  }
  await app.stop();
  await sandbox.close();
}

await main();

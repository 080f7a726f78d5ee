// `npm run demo`: a GitHub on this machine, the real app connected to it, and a team that delivers.
import { parseArgs, styleText } from "node:util";
import type { Repository, Sandbox } from "@milegate/sandbox";
import { type DemoApp, startApp } from "./app-process.ts";
import { deliveryOf } from "./delivery.ts";
import { type Market, makeMarket, marketDelivered, marketPlanned } from "./market.ts";
import { startMilegateSandbox } from "./milegate.ts";
import { playStep, type StoryStep, storyOf } from "./story.ts";
import { makeCafe, makeShop } from "./team.ts";
import { changedTexts, itemTexts, repositoryTable, writtenComments } from "./telling.ts";
import { terminalAccess } from "./terminal.ts";

const USAGE = `npm run demo -- [options]

  --serve           stay up afterwards, with a web page to try things out
  --play            play a whole delivery, MVP to done, with a pivot on the way,
                    and one over three repositories, with two sign-offs
  --pace <seconds>  pause between the steps (with --play 2, else 0)
  --port <number>   where the sandbox listens (any free port)
  --help            print this
`;

type Options = { help: boolean; serve: boolean; play: boolean; pace: number; port: number };

const say = (text = ""): void => void process.stdout.write(`${text}\n`);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Null where the arguments can't be used. */
function readOptions(): Options | null {
  try {
    const text = { type: "string" } as const;
    const flag = { type: "boolean", default: false } as const;
    const { values } = parseArgs({ options: { help: flag, serve: flag, play: flag, pace: text, port: text } });
    const pace = Number(values.pace ?? (values.play ? 2 : 0));
    const port = Number(values.port ?? 0);
    const usable = pace >= 0 && pace <= 60 && Number.isInteger(port) && port >= 0 && port <= 65_535;
    return usable ? { help: values.help, serve: values.serve, play: values.play, pace, port } : null;
  } catch {
    return null;
  }
}

/** The app answers within milliseconds here; silence for this long means that it has nothing more to say. */
const QUIET_MS = 400;

async function quiet({ deliveries, traffic }: Sandbox): Promise<void> {
  for (let seen = -1; seen !== deliveries.log.length + traffic.asked.length; ) {
    seen = deliveries.log.length + traffic.asked.length;
    await deliveries.drained();
    await pause(QUIET_MS);
  }
}

type Stage = { sandbox: Sandbox; repositories: readonly Repository[]; pace: number };

/** Where there are several repositories, it is said which. */
async function play({ sandbox, repositories, pace }: Stage, steps: readonly StoryStep[]): Promise<void> {
  const written = () => new Map(repositories.flatMap((each) => [...writtenComments(each)]));
  const app = ({ name }: Repository): string =>
    `${styleText("cyan", "Milegate")}${repositories.length > 1 ? `, in ${name},` : ""}`;
  for (const [index, step] of steps.entries()) {
    say(styleText("bold", `${String(index + 1).padStart(2)}. ${step.title}`));
    const known = written();
    const refusal = playStep(step);
    for (const [id, writing] of written()) if (!known.has(id)) say(`     ${writing}`);
    // The app acts only after this, so that what people did themselves is not told as its doing.
    const before = repositories.map((each) => [each, itemTexts(each)] as const);
    if (refusal !== null) say(`     ${styleText("red", `GitHub refuses: ${refusal}`)}`);
    await quiet(sandbox);
    for (const [each, texts] of before)
      for (const change of changedTexts(texts, itemTexts(each))) say(`     ${app(each)} ${change}`);
    say();
    await pause(1000 * pace);
  }
}

/** To its end, and told, or only as far as there is something to try. */
async function playMarket(stage: Stage, market: Market, whole: boolean): Promise<void> {
  if (whole) {
    await play(stage, [...marketPlanned(market), ...marketDelivered(market)]);
    return;
  }
  for (const step of marketPlanned(market)) {
    playStep(step);
    await quiet(stage.sandbox);
  }
}

function sum({ deliveries, traffic }: Sandbox): string {
  const count = (kind: string) => traffic.asked.filter((each) => each.kind === kind).length;
  return `${deliveries.log.length} webhooks, ${count("read")} reads and ${count("write")} writes by Milegate.`;
}

const INTRODUCTION = `${styleText("bold", "Milegate, on a GitHub of its own")}

All of this happens on this machine: a simulated GitHub, and the real app, connected to it by webhooks as to github.com.
alice leads, bob triages, carol writes code. In their repository acme/shop the check “milegate” is required to merge.
What they do is numbered; what Milegate makes of it follows, within moments.
`;

const MORE = `To go on:
  npm run demo -- --play    a whole delivery, MVP to done, with a pivot on the way
  npm run demo -- --serve   a web page, where you act as one of them, and what
                            to set so that \`npx milegate\` works against it
  README.md                 for your own organization, in five minutes`;

const interrupted = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => resolve());
  });

/** Until it is interrupted. */
async function serveOn(sandbox: Sandbox, app: DemoApp, shop: Repository, market: Market): Promise<void> {
  const { cafe, waiting } = makeCafe(sandbox, shop);
  await quiet(sandbox);
  const web = market.members["shop-web"];
  const other = web.items.find(({ kind }) => kind === "pull");
  const [alice] = sandbox.world.users;
  if (alice === undefined) throw new Error("nobody is here");
  const terminal = terminalAccess(sandbox, alice, app.dataDir);
  const name = `${cafe.owner.login}/${cafe.name}`;
  say(`For you to try: ${cafe.url}/pull/${waiting.number} waits for its MVP;`);
  say(`${web.url}/pull/${other?.number} belongs to a delivery of three repositories.\n`);
  say(`${styleText("bold", "The command line against this sandbox")}, in another terminal, after \`npm run build\`:\n`);
  for (const line of terminal.exports) say(`  ${line}`);
  say(`\n  npx milegate explain ${name}#${waiting.number}\n  npx milegate plan ${cafe.owner.login}`);
  say(`  npx milegate status ${name}\n  npx milegate doctor\n`);
  say(`The board, for whoever you act as on the sandbox's page: ${styleText("underline", app.board)}`);
  say(`The sandbox stays up. Its page: ${styleText("underline", sandbox.url)} (stop it with Ctrl+C).`);
  await interrupted();
  terminal.end();
}

async function main({ serve, play: whole, pace, port }: Options): Promise<void> {
  const sandbox = await startMilegateSandbox({ port, page: true });
  const { shop, team } = makeShop(sandbox);
  const app = await startApp(sandbox);
  sandbox.connect(app.url);
  say(INTRODUCTION);
  if (serve) say(`Look on at ${styleText("underline", `${shop.url}`)}\n`);
  await play({ sandbox, repositories: [shop], pace }, whole ? deliveryOf(shop, team) : storyOf(shop, team));
  say(`${styleText("bold", "acme/shop at the end")}\n\n${repositoryTable(shop)}\n`);
  const market = serve || whole ? makeMarket(sandbox) : null;
  if (market !== null) await playMarket({ sandbox, repositories: Object.values(market.members), pace }, market, whole);
  say(`${sum(sandbox)}\n`);
  if (market === null || !serve) say(MORE);
  else await serveOn(sandbox, app, shop, market);
  await app.stop();
  await sandbox.close();
}

const options = readOptions();
if (options === null) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else if (options.help) process.stdout.write(USAGE);
else
  await main(options).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE") throw error;
    process.stderr.write(`Port ${options.port} is taken; name another with --port, or none for a free one.\n`);
    process.exitCode = 2;
  });

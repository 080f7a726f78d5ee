// `node bench/dry-run.ts [issues pulls]`: what `milegate plan` asks of GitHub on a large repository, before the app's first look at it and after.
import { runMilegate } from "../test/cli/run.ts";
import { startScenario } from "../test/scenario.ts";
import { printLine } from "./stage.ts";

const [issues = 1000, pulls = 300] = process.argv.slice(2).map(Number);

const { sandbox, settings, user, as, look, settled, end } = await startScenario();
const alice = as("alice");
// The sweep at the start, of an empty repository, is not to be counted.
await settled();
sandbox.deliveries.fate = () => "lose";
for (const title of ["MVP", "Enhancements", "Polish"]) alice.createMilestone(title);
for (let at = 0; at < issues; at += 1) alice.openIssue(`Issue ${at}`, { milestone: 1 + (at % 3) });
for (let at = 0; at < pulls; at += 1) {
  const pull = alice.openPull(`Pull ${at}`);
  alice.setMilestone(pull.number, 1 + (at % 3));
}

async function plan(when: string): Promise<void> {
  const { asked } = sandbox.traffic;
  const before = asked.length;
  const began = performance.now();
  const token = sandbox.tokens.personal(user("alice"));
  const { code, out } = await runMilegate(["plan", "octo/shop"], {
    env: { GITHUB_TOKEN: token, GHE_HOST: settings["GHE_HOST"] ?? "", GHE_PROTOCOL: "http" },
  });
  const made = asked.slice(before);
  const count = (kind: string) => made.filter((each) => each.kind === kind).length;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  printLine(
    `${issues} open issues, ${pulls} open pull requests, ${when}: ${made.length} requests (${count("read")} reads, ${count("write")} writes), ${seconds} s, exit ${code}, "${out.split("\n").at(-1)}"`,
  );
}

await plan("before the app's first look");
await look({ kind: "repository" });
await look({ kind: "dashboard" });
await plan("after it");
await end();

// `node bench/fanout-crash.ts [pulls]`: a phase flips for many open pull requests, and the app is killed in the middle; what is written before and after.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Asked } from "@milegate/sandbox";
import { startApp } from "../demo/app-process.ts";
import { freePort } from "../demo/free-port.ts";
import { type BenchStage, loadSettled, printLine, setStage, sleepMs } from "./stage.ts";

/** Long enough that there is a middle: a batch of 25 checks each. */
const PACE_MS = "100";

function openPulls({ places: [place] }: BenchStage, count: number) {
  if (place === undefined) throw new Error("no repository");
  const { alice, repository } = place;
  for (const name of ["phase: mvp", "phase: polish"]) alice.createLabel(name);
  for (let at = 0; at < count; at += 1) {
    const { number } = alice.openPull(`Pull ${at}`);
    alice.setMilestone(number, 2);
    alice.label(number, "phase: polish");
  }
  const conclusions = () =>
    repository.suites
      .flatMap(({ runs }) => runs)
      .filter(({ name }) => name === "milegate")
      .map(({ conclusion }) => conclusion);
  return { alice, ofKind: (wanted: string) => conclusions().filter((each) => each === wanted).length };
}

/** Checks in the requests that were answered, one or many each. */
const written = (asked: readonly Asked[]): number =>
  asked
    .filter(({ kind, status }) => kind === "write" && status < 300 && status > 0)
    .reduce((sum, { path, body }) => {
      if (path.includes("/check-runs")) return sum + 1;
      return sum + (JSON.stringify(body ?? "").match(/"c\d+":/g)?.length ?? 0);
    }, 0);

async function main(): Promise<void> {
  const count = Number(process.argv[2] ?? 600);
  const stage = await setStage(1);
  const { sandbox } = stage;
  const data = mkdtempSync(join(tmpdir(), "milegate-fanout-"));
  const settings = { DATA_DIR: data, PORT: String(await freePort()), LOG_LEVEL: "fatal", DASHBOARD_DELAY: "12h" };
  const { alice, ofKind } = openPulls(stage, count);
  const start = (pace: string) => startApp(sandbox, { ...settings, GITHUB_WRITE_INTERVAL_MS: pace });

  let app = await start("0");
  sandbox.connect(app.url);
  await loadSettled(stage, []);
  printLine(`${count} pull requests, ${ofKind("action_required")} shut`);
  await app.stop();

  const run = async (name: string, to: string, flip: () => void, meanwhile: () => void = () => undefined) => {
    app = await start(PACE_MS);
    await loadSettled(stage, []);
    const begun = sandbox.traffic.asked.length;
    flip();
    while (ofKind(to) < count / 2) await sleepMs(5);
    await app.kill();
    const [killed, before] = [sandbox.traffic.asked.length, ofKind(to)];
    meanwhile();
    app = await start("0");
    await loadSettled(stage, []);
    const after = written(sandbox.traffic.asked.slice(killed));
    printLine(
      `${name}: ${before} had turned at the kill, ${written(sandbox.traffic.asked.slice(begun, killed))} written; ${after} written after the restart; now ${ofKind("success")} open, ${ofKind("action_required")} shut`,
    );
    await app.stop();
  };
  await run("opened, and killed in the middle", "success", () => alice.close(1));
  await run(
    "shut, killed in the middle, opened before the restart",
    "action_required",
    () => alice.reopen(1),
    () => alice.close(1),
  );
  await sandbox.close();
  rmSync(data, { recursive: true });
}

await main();

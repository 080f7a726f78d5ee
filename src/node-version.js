// Exits with one line if Node is too old. Plain JavaScript without our own imports: an old Node can't load the rest.
import { readFileSync } from "node:fs";

const { engines } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const [neededMajor, neededMinor] = engines.node.match(/\d+/g).map(Number);
const [major, minor] = process.versions.node.split(".").map(Number);

if (major < neededMajor || (major === neededMajor && minor < neededMinor)) {
  process.stderr.write(
    `Milegate needs Node ${neededMajor}.${neededMinor} or newer, found ${process.versions.node} (${process.execPath}). Install a newer Node: https://nodejs.org/\n`,
  );
  process.exit(1);
}

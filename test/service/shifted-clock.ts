// Loaded before the server: its clock is off by the milliseconds that stand in the file CLOCK_FILE.
import { readFileSync } from "node:fs";

const Machine = Date;
const shifted = (): number => Machine.now() + Number(readFileSync(process.env["CLOCK_FILE"] ?? "", "utf8"));

globalThis.Date = new Proxy(Machine, {
  construct: (target, given) => Reflect.construct(target, given.length === 0 ? [shifted()] : given),
  get: (target, name) => (name === "now" ? shifted : Reflect.get(target, name)),
});

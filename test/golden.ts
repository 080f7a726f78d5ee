// Prose that people read, held to a file that a person has read. `UPDATE_GOLDEN=1 npm run unit` writes it anew.
import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "@jest/globals";

export function expectGolden(name: string, text: string): void {
  const file = new URL(`golden/${name}`, import.meta.url);
  if (process.env["UPDATE_GOLDEN"] === "1" && process.env["CI"] === undefined) writeFileSync(file, `${text}\n`);
  expect(`${text}\n`).toBe(readFileSync(file, "utf8"));
}

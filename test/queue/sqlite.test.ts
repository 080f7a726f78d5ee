// The embedded engine, against the contract and as a file.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe } from "@jest/globals";
import { openSqliteQueue } from "../../src/queue/sqlite.ts";
import { type Open, timers, type Work } from "./contract.ts";

const folder = mkdtempSync(join(tmpdir(), "milegate-queue-"));
afterAll(() => rmSync(folder, { recursive: true }));

const parseWork = (stored: unknown): Work => ({ note: Object(stored).note });

const open: Open = async (store, settings = {}) =>
  openSqliteQueue({ directory: join(folder, store), concurrency: 4, parseWork, ...settings });

describe("timers", () => timers(open));

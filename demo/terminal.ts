// What to set so that the `milegate` command works against the sandbox: a token, the host, and the app's own credentials.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Account, Sandbox } from "@milegate/sandbox";

export type TerminalAccess = {
  /** Lines to copy into a shell. */
  exports: string[];
  /** Removes the file with the key. */
  end(): void;
};

/** `account` is whose token it is. The key is a file that only this user may read. */
export function terminalAccess({ tokens, url, app }: Sandbox, account: Account, dataDir: string): TerminalAccess {
  const folder = mkdtempSync(join(tmpdir(), "milegate-sandbox-"));
  const key = join(folder, "key.pem");
  writeFileSync(key, app.privateKey, { mode: 0o600 });
  return {
    exports: [
      `export GITHUB_TOKEN=${tokens.personal(account)}`,
      `export GHE_HOST=${new URL(url).host}`,
      "export GHE_PROTOCOL=http",
      `export APP_ID=${app.id}`,
      `export PRIVATE_KEY_PATH=${key}`,
      `export DATA_DIR=${dataDir}`,
    ],
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}

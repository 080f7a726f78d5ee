// What the set-up page says before an app is registered, and what it writes to `.env`.
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { expect, test } from "@jest/globals";
import { readPrivateKey } from "../src/private-key.ts";
import { withSettings, writeEnvFile } from "../src/set-up/env-file.ts";
import { setUpHtml } from "../src/set-up/page.ts";

const PAGE = {
  organization: null,
  webhook: "https://your.host/api/github/webhooks",
  host: "github.com",
  action: "https://github.com/settings/apps/new?state=s",
  manifest: JSON.stringify({ name: "It's <Milegate> & co" }),
};

test("without an organization it says so before it happens; with one it names it", () => {
  const own = setUpHtml(PAGE);
  expect(own).toContain("The app would belong to your personal account.");
  expect(own).toContain("on your own account only, not on an organization");
  const octo = setUpHtml({ ...PAGE, organization: "octo" });
  expect(octo).not.toContain("personal account.</strong>");
  expect(octo).toContain("The app will belong to the organization <strong>octo</strong>");
});

test("without an address for the webhooks nothing can be registered", () => {
  const page = setUpHtml({ ...PAGE, webhook: null });
  expect(page).toContain("The address of the webhook is missing.");
  expect(page).not.toContain('name="manifest"');
});

test("what it shows is escaped", () => {
  const page = setUpHtml({ ...PAGE, organization: '"><script>' });
  expect(page).not.toContain("<script>");
  expect(page).toContain(`value='{"name":"It&#39;s &lt;Milegate> &amp; co"}'`);
});

test("known names are replaced where they are, others stay, new ones follow", () => {
  const text = '# the app\nAPP_ID=\nPRIVATE_KEY="old\nkey"\nPORT=3000';
  expect(withSettings(text, { APP_ID: "7", PRIVATE_KEY: "a\nb\n", WEBHOOK_SECRET: "x y" })).toBe(
    '# the app\nAPP_ID=7\nPRIVATE_KEY="a\\nb"\nPORT=3000\nWEBHOOK_SECRET="x y"\n',
  );
});

test("the server reads the key as it was written", () => {
  const folder = mkdtempSync(join(tmpdir(), "milegate-env-"));
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
  writeEnvFile(join(folder, ".env"), { PRIVATE_KEY: pem });
  const { PRIVATE_KEY } = parseEnv(readFileSync(join(folder, ".env"), "utf8"));
  expect(readPrivateKey({ PRIVATE_KEY }, folder)?.trim()).toBe(pem.trim());
  rmSync(folder, { recursive: true });
});

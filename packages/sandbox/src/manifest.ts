// Registering the app from a manifest: https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { GitHubError, type World } from "./model.ts";
import type { Account } from "./model-accounts.ts";

export const appManifest = z.object({
  name: z.string().min(1).max(34),
  url: z.url(),
  hook_attributes: z.object({ url: z.url() }),
  redirect_url: z.url(),
  public: z.boolean().default(false),
  default_permissions: z.record(z.string(), z.enum(["read", "write"])),
  default_events: z.array(z.string()).default([]),
});

export type AppManifest = z.infer<typeof appManifest>;

/** What only the app's owner gets, once. */
export type AppSecrets = { privateKey: string; webhookSecret: string };

export type Registrar = {
  /** Registers it for that account, and returns the code that is exchanged for its secrets. Webhooks go to the manifest's address from then on. */
  register(manifest: AppManifest, owner: Account): string;
  /** Throws GitHub's 404 where the code is not known, was used, or is older than an hour. */
  convert(code: string): AppSecrets;
};

const HOUR_MS = 3_600_000;

/** The sandbox has one app: registering makes it anew, under the same id and key. */
export function makeRegistrar(world: World, secrets: AppSecrets, connect: (url: string) => void): Registrar {
  const codes = new Map<string, number>();
  return {
    register: (manifest, owner) => {
      const slug = manifest.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
      const { app } = world;
      Object.assign(app, { name: manifest.name, slug, homepage: manifest.url, owner, isPublic: manifest.public });
      app.bot.login = `${slug}[bot]`;
      app.permissions = { metadata: "read", ...manifest.default_permissions };
      app.events = [...manifest.default_events];
      connect(manifest.hook_attributes.url);
      const code = randomBytes(20).toString("hex");
      codes.set(code, world.now().getTime() + HOUR_MS);
      return code;
    },
    convert: (code) => {
      const until = codes.get(code) ?? 0;
      codes.delete(code);
      if (until < world.now().getTime()) throw new GitHubError(404, "Not Found");
      return secrets;
    },
  };
}

/** A private app can be installed on the account that owns it, and on no other. */
export const mayInstall = ({ app }: World, account: Account): boolean => app.isPublic || app.owner.id === account.id;

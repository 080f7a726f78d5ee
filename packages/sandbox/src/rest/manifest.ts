// What a code from the manifest flow is exchanged for: https://docs.github.com/en/rest/apps/apps#create-a-github-app-from-a-manifest
import type { Registrar } from "../manifest.ts";
import { CLIENT_SECRET } from "../oauth.ts";
import { appView } from "../views/account.ts";
import { param, type Rest } from "./router.ts";

export function manifestRoutes({ app, world }: Rest, registrar: Registrar): void {
  app.post("/app-manifests/:code/conversions", (context) => {
    const { privateKey, webhookSecret } = registrar.convert(param(context, "code"));
    const secrets = { client_secret: CLIENT_SECRET, webhook_secret: webhookSecret, pem: privateKey };
    return context.json({ ...appView(world, world.app), ...secrets }, 201);
  });
}

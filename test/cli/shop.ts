// Something for the command line to read: a shop on a GitHub of its own.
import { afterEach } from "@jest/globals";
import { useScenario } from "../e2e/use.ts";
import type { Scenario } from "../scenario.ts";

/** A repository whose webhooks are lost, so that there is something to plan, and what a person and the app have to set. */
export function useShop() {
  const begun: Scenario[] = [];
  // Before each scenario ends the app looks at what it could not hear of.
  afterEach(async () => {
    for (const { look } of begun.splice(0)) await look({ kind: "repository" });
  });
  const start = useScenario();
  return async (files: Record<string, string> = {}) => {
    const scenario = await start({ files });
    begun.push(scenario);
    const { sandbox, settings, user } = scenario;
    // The sweep at the start would ask for what was lost to be delivered again.
    await scenario.settled();
    sandbox.deliveries.fate = () => "lose";
    const token = { GITHUB_TOKEN: sandbox.tokens.personal(user("alice")) };
    const host = { GHE_HOST: settings["GHE_HOST"] ?? "", GHE_PROTOCOL: "http" };
    const asApp = { APP_ID: settings["APP_ID"] ?? "", PRIVATE_KEY: settings["PRIVATE_KEY"] ?? "", ...host };
    return { ...scenario, alice: scenario.as("alice"), env: { ...token, ...host }, asApp };
  };
}

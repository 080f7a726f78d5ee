// What the sandbox has to know of Milegate: its registration, which is app.yml's, and what the page says of it.
import { readFileSync } from "node:fs";
import { type AppGuide, type AppRegistration, makeSite, type Sandbox, startSandbox } from "@milegate/sandbox";
import { parse } from "yaml";
import { z } from "zod";
import { EXAMPLE_PLAN } from "../src/plan/example.ts";
import { stepsIn } from "./steps.ts";

const manifestSchema = z.object({
  name: z.string(),
  url: z.string(),
  default_permissions: z.record(z.string(), z.enum(["read", "write"])),
  default_events: z.array(z.string()),
});

/** As a person who registers the app by its manifest gets it. */
export function milegateRegistration(): AppRegistration {
  const text = readFileSync(new URL("../app.yml", import.meta.url), "utf8");
  const { name, url, default_permissions, default_events } = manifestSchema.parse(parse(text));
  return { name, slug: "milegate", homepage: url, permissions: default_permissions, events: default_events };
}

const GUIDE: AppGuide = {
  steps: stepsIn,
  file: {
    tab: "Plan",
    path: ".github/milegate.yml",
    absent: "the built-in plan applies as soon as a milestone is called MVP, Enhancements or Polish.",
    example: EXAMPLE_PLAN,
  },
  placeholders: {
    comment: "/phase status",
    label: "phase: polish",
    milestone: "MVP",
    description: "- [ ] A walking skeleton is deployed",
  },
  firstMilestone: ": a name such as “MVP” is enough for the app to wake up.",
};

export type MilegateSandboxSettings = {
  /** Whether there is a web page. */
  page?: boolean;
  port?: number;
  webhookSecret?: string;
};

/** A GitHub on which Milegate is registered, and not connected yet. Rejects where the port is taken. */
export const startMilegateSandbox = ({ page = false, ...settings }: MilegateSandboxSettings = {}): Promise<Sandbox> =>
  startSandbox({
    ...settings,
    registration: milegateRegistration(),
    ...(page ? { site: makeSite(GUIDE) } : {}),
  });

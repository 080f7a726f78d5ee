// The plan of a repository that has no file: MVP, Enhancement, Polish, known by their milestones' titles.
import type { z } from "zod";
import type { planFile } from "./schema.ts";

type Phases = NonNullable<z.input<typeof planFile>["phases"]>;

/** Polish waits for the MVP alone; an early enhancement is warned of. GitHub's own label `enhancement` means something else. */
export const BUILTIN_PHASES: Phases = [
  {
    id: "mvp",
    name: "MVP",
    milestones: ["/^(mvp|core|phase 1)\\b/i"],
    aliases: ["mvp"],
    share: 30,
    requires: [],
  },
  {
    id: "enhancement",
    name: "Enhancement",
    milestones: ["/^(enhancements?|phase 2)\\b/i"],
    share: 40,
    requires: ["mvp"],
    enforcement: "warn",
  },
  {
    id: "polish",
    name: "Polish",
    milestones: ["/^(polish|phase 3)\\b/i"],
    aliases: ["polish"],
    share: 30,
    requires: ["mvp"],
  },
];

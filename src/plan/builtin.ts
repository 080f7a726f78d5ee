// The phases of a plan that names none: MVP, Enhancement, Polish, known by their milestones' titles.
import { planFile } from "./schema.ts";

/** Polish waits for the MVP alone; an early enhancement is warned of. GitHub's own label `enhancement` means something else. */
const written = [
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

export const BUILTIN_PHASES = planFile.shape.phases.unwrap().parse(written);

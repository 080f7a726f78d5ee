// The plan that `milegate init` writes: the built-in plan, with every other key as a comment.

import { rawFileUrl } from "../package-info.ts";
import { BUILTIN_PHASES } from "../plan/builtin.ts";

/** In single quotes, where YAML does not change backslashes. */
const patternsOf = (phase: string): string =>
  BUILTIN_PHASES.filter(({ id }) => id === phase)
    .flatMap(({ milestones }) => milestones)
    .map((pattern) => `'${String(pattern).replaceAll("'", "''")}'`)
    .join(", ");

export const STARTER_PLAN = `# yaml-language-server: $schema=${rawFileUrl("schema/milegate.schema.json")}
# Milegate's plan: which milestones belong to which phase, and when a phase is passed.
# Only the file on the default branch counts. \`milegate validate\` checks it.
version: 1

phases: # in delivery order
  - id: mvp
    name: MVP
    milestones: [${patternsOf("mvp")}] # or titles ("Sprint 1"), with * and ?; or milestone numbers
    # label: "phase: mvp"             # owned by the app; this is the default
    aliases: [mvp] # other labels that mean this phase
    share: 30 # percent of the planned work: keep the MVP minimal
    requires: []
    criteria: # what must be met before the phase is passed
      - issues-closed
      - tasks-done
      # - no-open: { labels: [bug, critical] }
      # - pull-requests-merged
      # - feedback: { min: 5 }
      # - hypotheses-tested
      # - workflow: { file: e2e.yml }
      # - release: { tag: "v*" }
      # - deployment: { environment: staging }
      # - files-exist: { paths: [docs/runbook.md] }
      # - scope                       # shown, never blocks
      # - timebox                     # shown, never blocks
    # goal: Ten teams use it every day
    # hypothesis: Teams import their own data in the first hour
    # timebox: 14d

  - id: enhancement
    name: Enhancement
    milestones: [${patternsOf("enhancement")}]
    share: 40
    requires: [mvp]
    enforcement: warn # block (default) | warn | off

  - id: polish
    name: Polish
    milestones: [${patternsOf("polish")}]
    aliases: [polish]
    share: 30
    requires: [mvp]
    enforcement: block

# gate:
#   until: criteria                   # criteria | milestone | decision: when a phase is passed
#   unphased: pass                    # pass | warn | block: pull requests of no phase
#   exempt: { authors: ["dependabot[bot]"], labels: [hotfix], branches: ["release/*"] }
#   override: { expires: 7d }

# review:
#   reviewers: [octocat, "@my-org/product"]
#   quorum: 1
#   carry_over: ask                   # ask | move | leave
#   checklist: { review: [Show it to support] }
#   complete_checklist: false

# commands:
#   roles: { decide: maintain, override: maintain, review: maintain, set: triage }

# communicate: { mention: ["@my-org/stakeholders"], discussions: Announcements }
# dashboard: true
# environments: { production: mvp }   # no deployment there before that phase is passed
`;

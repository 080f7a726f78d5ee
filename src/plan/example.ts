// A whole plan with every key explained, as the documentation shows it and a new file begins with it.

export const EXAMPLE_PLAN = `version: 1

phases:                                  # in delivery order
  - id: mvp                              # unique: lower-case letters, digits and dashes
    name: MVP                            # as people read it
    milestones: ["MVP*"]                 # titles: "MVP*", "/^sprint [1-4]$/i", or milestone numbers
    label: "phase: mvp"                  # owned by the app
    aliases: [core]                      # other labels that mean this phase; never added or removed
    share: 30                            # percent of the planned work
    goal: Ten teams use it every day     # shown in the review
    hypothesis: Teams import their own data in the first hour
    timebox: 14d                         # how long the phase may take from its beginning
    criteria:                            # what must be met before the phase is passed
      - issues-closed
      - tasks-done
      - no-open: { labels: [bug, critical] }
      - feedback: { min: 5 }
      - hypotheses-tested
      - scope                            # a guide: shown, never blocks

  - id: enhancement
    name: Enhancement
    milestones: ["Enhancement*"]
    share: 40
    requires: [mvp]                      # absent: the phase before it in the list
    enforcement: warn                    # block | warn | off
    criteria:
      - issues-closed: { min: "90%" }
      - workflow: { file: e2e.yml }
      - deployment: { environment: staging }
      - timebox: { must: true }

  - id: polish
    name: Polish
    milestones: ["Polish*"]
    share: 30
    requires: [mvp, enhancement]

gate:
  until: decision                        # criteria | milestone | decision: when a phase is passed
  unphased: warn                         # pass | warn | block: pull requests of no phase
  exempt:                                # these pass, visibly
    authors: ["dependabot[bot]"]
    labels: [hotfix]
    branches: ["release/*"]              # base branches
  override:
    expires: 7d                          # how long \`/phase override\` lasts
    on_push: end                         # end | keep: what a push does to it

review:
  reviewers: [octocat, "@octo-org/product"]
  quorum: 2                              # how many people must agree on a decision
  sign_offs:                             # who must agree before \`/phase continue\` counts
    - id: security
      name: Security
      by: "@octo-org/security"           # a role, a team, or a list of logins and teams
      quorum: 1                          # how many of them must approve
      phases: [mvp]                      # absent: at every boundary
      questions: ["What personal data does it touch?"]
      due: 5d                            # working days, from the moment it is asked
      escalate: ["@octo-org/leads"]      # mentioned when twice the time is over
      not_applicable: true               # whether it may be declared so
  due: 5d                                # until when a review should be decided
  escalate: ["@octo-org/leads"]
  carry_over: ask                        # ask | move | leave: issues still open when a phase is passed
  checklist:                             # extra items; also: decide, plan, communicate
    review: [Show it to support]
  complete_checklist: true               # "Review" boxes must be ticked before a decision counts

commands:
  roles:                                 # a role, or "@org/team"
    decide: maintain
    override: admin
    review: write
    set: triage

communicate:
  mention: ["@octo-org/stakeholders"]
  discussions: Announcements             # a category, or null
  notify: [releases]                     # channels that the operator of Milegate set up

calendar:                                # what a working day is
  zone: Europe/Berlin
  weekdays: [mon, tue, wed, thu, fri]
  holidays: [2026-12-25, 2027-01-01]

dashboard: true

environments:
  production: mvp                        # no deployment there before that phase is passed
`;

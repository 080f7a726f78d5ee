// The plan as people write it: the one source of types, checks, JSON Schema and documentation.
import { z } from "zod";
import { durationText } from "../values/duration.ts";
import { expectedValue } from "../values/expected.ts";
import { labelName, shortText, shortTexts } from "../values/text.ts";
import { workingTime } from "../values/working-time.ts";
import { deliveryKeys } from "./delivery-schema.ts";
import { keyPaths } from "./keys.ts";
import { unknownWord } from "./messages.ts";
import { phase } from "./phase-schema.ts";
import { repositoryEntries } from "./selection.ts";
import { calendar, escalated, signOff } from "./sign-off-schema.ts";
import { channelName, mentioned, personValue, phaseId, role } from "./values.ts";

/** Tells zod what is said of a word that is none of the known. */
const unknown = (what: string, known: readonly string[]) => ({
  error: (issue: { input?: unknown }): string =>
    typeof issue.input === "string" ? unknownWord(what, issue.input, known) : expectedValue(`a ${what}`).error(issue),
});

const gate = z.strictObject({
  until: z
    .enum(["criteria", "milestone", "decision"])
    .default("criteria")
    .meta({
      description:
        "When a phase is passed: its criteria are met; those, and its milestones are closed; those, and its boundary review decided to continue.",
      examples: ["decision"],
    }),
  unphased: z
    .enum(["pass", "warn", "block"])
    .default("pass")
    .meta({
      description: "What the check does to pull requests of no phase.",
      examples: ["warn"],
    }),
  exempt: z
    .strictObject({
      authors: shortTexts.default([]).meta({
        description:
          "Logins as they are (`dependabot[bot]`). It holds while every commit is by such an author, and signed by them or by GitHub for them.",
        examples: [["dependabot[bot]"]],
      }),
      labels: z
        .array(labelName)
        .max(100)
        .default([])
        .meta({ description: "Labels.", examples: [["hotfix"]] }),
      branches: shortTexts.default([]).meta({
        description:
          "Globs of the branches that pull requests end up in, through the open pull requests of their bases, as in GitHub's rulesets: `*` stays within one step of the path, `**` does not.",
        examples: [["release/*"]],
      }),
    })
    .prefault({})
    .meta({ description: "Pull requests that pass, visibly." }),
  override: z
    .strictObject({
      expires: durationText.prefault("7d").meta({ description: "How long an override lasts.", examples: ["48h"] }),
      on_push: z
        .enum(["end", "keep"])
        .default("end")
        .meta({
          description: "What a push does to an override: ends it, or leaves it and names what was pushed since.",
          examples: ["keep"],
        }),
    })
    .prefault({})
    .meta({ description: "`/phase override` lets one pull request through." }),
});

const checklist = (section: string) =>
  z
    .array(shortText)
    .max(30)
    .default([])
    .meta({ description: `Items of the section "${section}".`, examples: [["Show it to support"]] });

const review = z.strictObject({
  reviewers: z
    .array(personValue)
    .max(10)
    .default([])
    .meta({
      description: 'Who is asked to review: `user`, who is assigned, or `"@org/team"`, which is mentioned.',
      examples: [["octocat", "@octo-org/product"]],
    }),
  quorum: z
    .int()
    .min(1)
    .max(20)
    .default(1)
    .meta({
      description: "How many different people must agree on a decision.",
      examples: [2],
    }),
  sign_offs: z.array(signOff).max(20).default([]).meta({
    description: "Named parties that must agree before `/phase continue` counts.",
  }),
  due: workingTime.optional().meta({
    description:
      "Until when a review should be decided, from its opening; absent: never reminded. `d` and `w` are working days and weeks.",
    examples: ["5d"],
  }),
  escalate: escalated,
  carry_over: z
    .enum(["ask", "move", "leave"])
    .default("ask")
    .meta({
      description: "What happens to issues that are still open when a phase is passed.",
      examples: ["move"],
    }),
  checklist: z
    .strictObject({
      review: checklist("Review"),
      decide: checklist("Decide"),
      plan: checklist("Plan"),
      communicate: checklist("Communicate"),
    })
    .prefault({})
    .meta({ description: "Extra items for the sections of the review." }),
  complete_checklist: z.boolean().default(false).meta({
    description: 'Whether the boxes of "Review" must be ticked before a decision counts.',
  }),
});

const roles = z.strictObject({
  decide: role
    .default("maintain")
    .meta({ description: "For `continue`, `pivot`, `stop` and `carry-over`.", examples: ["@octo-org/product"] }),
  override: role.default("maintain").meta({ description: "For `override` and its `cancel`.", examples: ["admin"] }),
  review: role.default("maintain").meta({ description: "For `review`.", examples: ["write"] }),
  set: role.default("triage").meta({
    description: "For `set`, `clear`, `defer`, `drop`, `refresh` and `concern`.",
    examples: ["write"],
  }),
});

const settings = z.strictObject({
  enabled: z.boolean().default(true).meta({ description: "`false` switches Milegate off in this repository." }),
  phases: z.array(phase).min(1).max(20).optional().meta({
    description: "The phases in delivery order; absent: the built-in MVP, Enhancement and Polish.",
  }),
  gate: gate.prefault({}).meta({ description: "What keeps pull requests from merging." }),
  review: review.prefault({}).meta({ description: "The boundary review at the end of a phase." }),
  commands: z
    .strictObject({
      roles: roles.prefault({}).meta({
        description:
          'What one needs to give a command: a role (`read`, `triage`, `write`, `maintain`, `admin`) or `"@org/team"`.',
      }),
    })
    .prefault({})
    .meta({ description: "Commands in comments." }),
  communicate: z
    .strictObject({
      mention: z
        .array(mentioned)
        .max(20)
        .default([])
        .meta({
          description: "Whom the update for stakeholders mentions.",
          examples: [["octocat", "@octo-org/stakeholders"]],
        }),
      discussions: shortText
        .nullable()
        .default(null)
        .meta({
          description: "The category of discussions where it is posted too.",
          examples: ["Announcements"],
        }),
      notify: z
        .array(channelName)
        .max(20)
        .default([])
        .meta({
          description:
            "Channels that are told of reviews, decisions, reminders, overrides, and of phases that are passed or shut again; the operator of Milegate sets them up.",
          examples: [["releases"]],
        }),
      private: z.boolean().default(false).meta({
        description:
          "In the owner's file: whether channels that a public repository's plan names are told of repositories that are not public, too.",
      }),
    })
    .prefault({})
    .meta({ description: "Whom the app tells: the update for stakeholders, and channels outside of GitHub." }),
  calendar: calendar.prefault({}).meta({ description: "What a working day is, for `due`." }),
  dashboard: z.boolean().default(true).meta({
    description:
      "Whether to keep the issue `Delivery dashboard`. Without, one that is there is closed, and opened again when it is wanted.",
  }),
  environments: z
    .record(shortText, phaseId)
    .default({})
    .meta({
      description: "Environments to which nothing is deployed before that phase is passed.",
      examples: [{ production: "mvp" }],
    }),
});

const delivery = z.strictObject({ ...deliveryKeys, ...settings.shape }).meta({
  description: "One delivery; besides its own keys it has those of a plan.",
});

export const planFile = z
  .strictObject({
    version: z.literal(1).default(1).meta({ description: "The version of this format." }),
    ...settings.shape,
    extends: z.literal("owner").optional().meta({
      description:
        "In a repository's file: merged over the file in the owner's `.github` repository (mappings deep, lists replaced); absent: stands alone.",
    }),
    locked: z
      .array(z.enum(keyPaths(settings), unknown("key that can be locked", keyPaths(settings))))
      .max(100)
      .default([])
      .meta({
        description: "In the owner's file: keys that repositories may tighten, never loosen.",
        examples: [["gate.until", "phases.enforcement"]],
      }),
    repositories: repositoryEntries.optional().meta({
      description:
        "In the owner's file: the repositories for which it is in force, with or without milestones: names or globs (`*`, `?`, in any case), or `{ property: NAME, value: VALUE }` of the organization's custom properties; absent: those with a milestone that matches one of its phases.",
      examples: [["shop-*", { property: "team", value: "shop" }]],
    }),
    deliveries: z.array(delivery).max(50).default([]).meta({
      description:
        "In the owner's file: deliveries, each of several repositories with one plan. A delivery also has the keys of a plan, which are those of the file: `enabled`, `phases`, `gate`, `review`, `commands`, `communicate`, `calendar`, `dashboard` and `environments`.",
    }),
  })
  .meta({
    title: "Milegate's plan",
    description: "`.github/milegate.yml`: a repository's phases and how they are gated.",
  });

export type WrittenPlan = z.infer<typeof planFile>;

export type WrittenDelivery = WrittenPlan["deliveries"][number];

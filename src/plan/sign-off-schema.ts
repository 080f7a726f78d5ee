// Sign-offs and the calendar as people write them: who must agree at a boundary, until when, and what a working day is.
import { z } from "zod";
import { expectedValue } from "../values/expected.ts";
import { shortText } from "../values/text.ts";
import { workingTime } from "../values/working-time.ts";
import { mentioned, phaseId, role } from "./values.ts";

const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

export const escalated = z
  .array(mentioned)
  .max(10)
  .default([])
  .meta({ description: "Whom one comment mentions when twice the time is over.", examples: [["@octo-org/leads"]] });

const asked = z.union(
  [role, z.array(mentioned).min(1).max(20)],
  expectedValue('a role, a team ("@org/team"), or a list of logins and teams'),
);

export const signOff = z
  .strictObject({
    id: phaseId.meta({ description: "Unique: lower-case letters, digits and dashes.", examples: ["security"] }),
    name: shortText.optional().meta({ description: "As people read it; absent: the id.", examples: ["Security"] }),
    by: asked.meta({
      description:
        'Who is asked: a role, `"@org/team"`, or a list of logins and teams. Nobody else may, whatever their role.',
      examples: ["@octo-org/security", ["octocat", "@octo-org/security"]],
    }),
    quorum: z
      .int()
      .min(1)
      .max(20)
      .default(1)
      .meta({ description: "How many different people must approve.", examples: [2] }),
    phases: z
      .array(phaseId)
      .min(1)
      .max(20)
      .optional()
      .meta({
        description: "Ids of the phases whose review asks for it; absent: all.",
        examples: [["mvp"]],
      }),
    questions: z
      .array(shortText)
      .max(20)
      .default([])
      .meta({
        description: 'Items of the section "Review", which the team fills in.',
        examples: [["What personal data does it touch?"]],
      }),
    due: workingTime.optional().meta({
      description:
        "Until when, from the moment it is asked; absent: never reminded. `d` and `w` are working days and weeks.",
      examples: ["5d"],
    }),
    escalate: escalated,
    not_applicable: z
      .boolean()
      .default(true)
      .meta({
        description: "Whether it may be declared not applicable.",
        examples: [false],
      }),
  })
  .meta({ description: "One sign-off." });

export type SignOffFile = z.infer<typeof signOff>;

/** A zone that this Node knows: https://tc39.es/ecma402/#sec-use-of-iana-time-zone-database */
function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** False for the 30th of February. Another form than a day has its own message. */
const isDay = (text: string): boolean => {
  if (!DAY.test(text)) return true;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
};

const weekdaysExpected = `days of the week (${WEEKDAYS.join(", ")}), one at least`;

export const calendar = z.strictObject({
  zone: z
    .string()
    .max(60)
    .refine(isZone, expectedValue("a time zone such as Europe/Berlin or UTC"))
    .default("UTC")
    .meta({ description: "The time zone in which days begin and dates are shown.", examples: ["Europe/Berlin"] }),
  weekdays: z
    .array(z.enum(WEEKDAYS))
    .min(1, expectedValue(weekdaysExpected))
    .max(WEEKDAYS.length)
    .default(["mon", "tue", "wed", "thu", "fri"])
    .meta({
      description: "The days of the week on which people work.",
      examples: [["sun", "mon", "tue", "wed", "thu"]],
    }),
  holidays: z
    .array(
      z
        .string()
        .regex(DAY, expectedValue("a day such as 2026-12-25"))
        .refine(isDay, expectedValue("a day that there is")),
    )
    .max(500)
    .default([])
    .meta({ description: "Days on which nobody works.", examples: [["2026-12-25", "2027-01-01"]] }),
});

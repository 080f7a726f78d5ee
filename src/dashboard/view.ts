// What the dashboard shows, as values: gathered once, rendered as an issue and in the terminal.
import type { MemberRow } from "../delivery/member-table.ts";
import type { PhaseView } from "../delivery/phase-view.ts";
import type { Milestone } from "../github/model.ts";
import type { PhaseForecast } from "../history/pace.ts";

export type DashboardPlace = { title: string; url: string };

/** A pull request that may not merge, and the title of its check. */
export type Blocked = { place: DashboardPlace; why: string };

/** A boundary review that is open; `next` is Markdown: the step that is missing. `due` is a day in the plan's zone. `signOffs` are lines of Markdown, one for each that is missing. */
export type ReviewView = {
  place: DashboardPlace;
  since: Date;
  due: string | null;
  next: string;
  signOffs: readonly string[];
};

export type DecisionView = {
  phase: string;
  outcome: string;
  by: readonly string[];
  at: Date;
  reason: string;
  url: string;
};

export type OverrideView = { place: DashboardPlace; by: string; reason: string; until: Date; url: string };

/** `text` and `next` are Markdown already: what is wrong, and how to solve it. */
export type DashboardProblem = { text: string; next: string };

export type DashboardView = {
  overall: number;
  phases: PhaseView[];
  /** The repositories of the delivery; none for a repository alone. */
  members: MemberRow[];
  /** Of phases under way, as far as their pace is known. */
  forecasts: PhaseForecast[];
  /** Milestones of no phase. */
  unmapped: Milestone[];
  reviews: ReviewView[];
  blocked: Blocked[];
  decisions: DecisionView[];
  overrides: OverrideView[];
  problems: DashboardProblem[];
};

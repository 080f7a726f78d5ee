// Deliveries, pull requests and what waits for somebody, as plain values: the API gives them out, and pages show them. Pure.

import type { OpenItem } from "../criteria/criterion.ts";
import { reviewsOf } from "../decisions/review.ts";
import { phaseStateWord } from "../delivery/phase-view.ts";
import { forecastDays } from "../history/pace.ts";
import { waitingIn } from "../sign-offs/waiting.ts";
import type { CheckedPull } from "./checked-pulls.ts";
import type { DeliveryStandingView, RepositoryView } from "./repository-view.ts";
import type { DeliveryJson, ForecastDeliveryJson, PullDetailJson, PullJson, WaitingJson } from "./shapes.ts";

/** `lead` is the repository that tells of the delivery: its home, where one may see it. `views` are those that one may see. */
export type DeliverySummary = DeliveryJson & { lead: RepositoryView; views: readonly RepositoryView[] };

/** Of one owner: deliveries over several repositories once, each other repository by itself. By name. */
export function deliverySummaries(views: readonly RepositoryView[]): DeliverySummary[] {
  const groups = Map.groupBy(views, ({ plan, slug }) => plan.delivery?.id ?? `/${slug}`);
  const summaries = [...groups.values()].map((group) => deliverySummary(leadOf(group), group));
  return summaries.toSorted((a, b) => compareNames(a.name, b.name));
}

export const compareNames = (a: string, b: string): number => {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  return left < right ? -1 : left > right ? 1 : 0;
};

const isHome = ({ plan, name }: RepositoryView): boolean =>
  plan.delivery === null || plan.delivery.home.toLowerCase() === name.name.toLowerCase();

const leadOf = (views: readonly RepositoryView[]): RepositoryView => {
  const [first] = views;
  if (first === undefined) throw new RangeError("a delivery has a repository");
  const known = views.filter(({ delivery }) => delivery !== null);
  return known.find(isHome) ?? known[0] ?? first;
};

export function deliverySummary(lead: RepositoryView, views: readonly RepositoryView[]): DeliverySummary {
  const { plan, delivery, slug } = lead;
  const members = delivery?.situation.delivery.members ?? [];
  const slugs = members.length === 0 ? views.map((view) => view.slug) : members.flatMap((member) => member.slug ?? []);
  const home = delivery === null ? (isHome(lead) ? slug : null) : delivery.situation.delivery.home.slug;
  return {
    ...{ id: plan.delivery?.id ?? null, name: plan.delivery?.name ?? lead.name.name, home, lead, views },
    repositories: slugs.toSorted((a, b) => Number(b === home) - Number(a === home) || compareNames(a, b)),
    phases: delivery === null ? [] : phasesOf(delivery),
  };
}

const phasesOf = ({ view, added }: DeliveryStandingView): DeliveryJson["phases"] =>
  view.phases.map(({ state, progress: { done, open, dropped } }) => ({
    ...{ id: state.phase.id, name: state.phase.name, state: phaseStateWord(state), done, open, dropped },
    added: added.get(state.phase) ?? null,
  }));

export const deliveryJson = ({ lead: _lead, views: _views, ...json }: DeliverySummary): DeliveryJson => json;

/** With a forecast of each phase, or why there is none. */
export function forecastJson(summary: DeliverySummary): ForecastDeliveryJson {
  const standing = summary.lead.delivery;
  const forecasts = standing?.view.forecasts ?? [];
  return {
    ...deliveryJson(summary),
    phases: summary.phases.map((phase) => {
      const found = forecasts.find((each) => each.phase.id === phase.id);
      return { ...phase, forecast: found === undefined ? { refused: NOT_UNDER_WAY } : forecastDays(found.forecast) };
    }),
  };
}

const NOT_UNDER_WAY = "the phase is not under way, has no open issue, or its pace is not known";

export const pullJson = (repository: string, { pull, phase, check }: CheckedPull): PullJson => ({
  ...{ repository, number: pull.number, title: pull.title, phase: phase?.id ?? null },
  ...{ conclusion: check.conclusion, verdict: check.title },
});

export const isBlocked = ({ check }: CheckedPull): boolean => check.conclusion === "action_required";

export const pullDetailJson = (repository: string, checked: CheckedPull): PullDetailJson => ({
  ...pullJson(repository, checked),
  waits_for: checked.waitsFor.map(({ phase, criterion, state, open }) => ({
    ...{ phase: phase.id, criterion, state },
    open: open.map(openJson),
  })),
});

const openJson = ({ item, title, url }: OpenItem) => ({
  repository: item?.repository ?? null,
  number: item?.number ?? null,
  title: item?.title ?? title,
  url,
});

/** What waits for somebody in a delivery, with where that is. */
export type WaitingRow = WaitingJson & { title: string; url: string; phaseName: string; signOffName: string | null };

/** Only a home has reviews, so nothing comes twice. The longest wait first. */
export const waitingRows = (views: readonly RepositoryView[]): WaitingRow[] =>
  views.flatMap(waitingAt).toSorted((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0));

function waitingAt({ delivery, slug }: RepositoryView): WaitingRow[] {
  if (delivery === null || !delivery.situation.delivery.isHome) return [];
  const { plan, reviews } = delivery.situation.delivery;
  return waitingIn(plan, reviewsOf(plan, reviews)).map(
    ({ kind, review, phase, signOff, state, asked, since, due }) => ({
      ...{ kind, repository: slug, review: review.number, phase, sign_off: signOff?.signOff.id ?? null, state, asked },
      ...{ since: since.toISOString(), due: due?.toISOString() ?? null, title: review.title, url: review.url },
      phaseName: plan.phases.find(({ id }) => id === phase)?.name ?? phase,
      signOffName: signOff?.signOff.name ?? null,
    }),
  );
}

export const waitingJson = ({
  title: _title,
  url: _url,
  phaseName: _phaseName,
  signOffName: _signOffName,
  ...json
}: WaitingRow): WaitingJson => json;

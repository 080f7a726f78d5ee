// A repository's settings: who sees it, whether it is archived, its custom properties, and whether the app is installed on it.
import { html, raw } from "hono/html";
import { addToInstallation, removeFromInstallation } from "../actions/installations.ts";
import { ownsOrganization, setValues } from "../actions/properties.ts";
import { setArchived, setVisibility, type Visibility } from "../actions/repositories.ts";
import type { Installation } from "../model.ts";
import type { CustomProperty, PropertyValue } from "../model-properties.ts";
import { valuesOf } from "../views/property.ts";
import { visibilityOf } from "../views/repository.ts";
import { notFound } from "../world.ts";
import { demand, type Html, homeOf, may, type VisitPlace, visitWhere } from "./visit.ts";

const VISIBILITIES = ["public", "internal", "private"] as const satisfies readonly Visibility[];

export function settingsPage(place: VisitPlace): Html {
  const { world } = place.visit;
  if (!may(place, "admin")) return html`<h1>Settings</h1><p class="note">They are for the role admin.</p>`;
  return html`<h1>Settings</h1>
    <section class="card"><h2>Visibility</h2>${visibilityForm(place)}${archiveForm(place)}</section>
    <section class="card"><h2>Custom properties</h2>${propertyForms(place)}</section>
    <section class="card"><h2>${world.app.name}</h2>${installationForm(place)}</section>`;
}

const address = ({ repository }: VisitPlace, form: string): string => `${homeOf(repository)}/settings/${form}`;

/** Internal is for organizations. */
const visibilityForm = (
  place: VisitPlace,
): Html => html`<form class="inline padded" method="post" action="${address(place, "visibility")}">
      <label class="unseen" for="visibility">Visibility</label>
      <select id="visibility" name="visibility">${VISIBILITIES.filter(
        (each) => each !== "internal" || place.repository.owner.type === "Organization",
      ).map((each) => option(each, each === visibilityOf(place.repository)))}</select>
      <button type="submit">Change visibility</button>
    </form>`;

const option = (value: string, isChosen: boolean): Html =>
  html`<option value="${value}" ${isChosen ? raw("selected") : ""}>${value === "" ? "not set" : value}</option>`;

const archiveForm = (place: VisitPlace): Html => {
  const { archived } = place.repository;
  return html`<form class="inline padded" method="post" action="${address(place, "archived")}">
      <button name="archived" value="${String(!archived)}">${archived ? "Unarchive" : "Archive"} this repository</button>
    </form>`;
};

function propertyForms(place: VisitPlace): Html {
  const { repository, visit } = place;
  const properties = visit.world.properties.filter(({ organization }) => organization === repository.owner);
  if (properties.length === 0) return html`<p class="quiet padded">${repository.owner.login} has defined none.</p>`;
  const values = new Map(valuesOf(visit.world, repository).map(({ property_name, value }) => [property_name, value]));
  return html`${properties.map((property) => propertyForm(place, property, values.get(property.name) ?? null))}`;
}

function propertyForm(place: VisitPlace, property: CustomProperty, value: PropertyValue): Html {
  const { name, valuesEditableBy } = property;
  const id = `property-${name}`;
  const isTheirs =
    valuesEditableBy === "org_and_repo_actors" || ownsOrganization(place.repository.owner, place.visit.viewer);
  return html`<form class="inline padded" method="post" action="${address(place, "property")}">
      <label for="${id}">${name}</label>
      <input type="hidden" name="name" value="${name}" />
      ${valueField(id, property, [value ?? ""].flat().join(", "))}
      ${isTheirs ? html`<button type="submit">Set<span class="unseen"> ${name}</span></button>` : html`<span class="meta">set by owners of ${place.repository.owner.login}</span>`}
    </form>`;
}

/** Several values are written with commas between them. */
function valueField(id: string, { type, allowedValues }: CustomProperty, value: string): Html {
  const choices = type === "true_false" ? ["true", "false"] : type === "single_select" ? (allowedValues ?? []) : null;
  if (choices === null) return html`<input id="${id}" name="value" value="${value}" />`;
  return html`<select id="${id}" name="value">${["", ...choices].map((each) => option(each, each === value))}</select>`;
}

const installationOn = ({ visit, repository }: VisitPlace): Installation | undefined =>
  visit.world.installations.find(({ account }) => account === repository.owner);

function installationForm(place: VisitPlace): Html {
  const { visit, repository } = place;
  const installation = installationOn(place);
  if (installation === undefined)
    return html`<p class="quiet padded">It is not installed on ${repository.owner.login}. <a href="/apps/${visit.world.app.slug}/installations/new">Install it</a></p>`;
  if (installation.selection === "all")
    return html`<p class="quiet padded">It is installed on all repositories of ${repository.owner.login}.</p>`;
  const isThere = installation.repositories.includes(repository);
  return html`<form class="inline padded" method="post" action="${address(place, "installation")}">
      <span>${isThere ? "It is installed here." : "It is not installed here."}</span>
      <button name="installed" value="${String(!isThere)}">${isThere ? "Remove it" : "Install it here"}</button>
    </form>`;
}

type Change = (place: VisitPlace, value: (name: string) => string) => void;

/** By the last part of the form's address. */
const CHANGES: Record<string, Change> = {
  visibility: (place, value) => {
    const to = VISIBILITIES.find((each) => each === value("visibility"));
    if (to === undefined) throw notFound();
    setVisibility(visitWhere(place), to);
  },
  archived: (place, value) => setArchived(visitWhere(place), value("archived") === "true"),
  property: (place, value) => {
    const property = place.visit.world.properties.find(
      ({ organization, name }) => organization === place.repository.owner && name === value("name"),
    );
    if (property === undefined) throw notFound();
    setValues(visitWhere(place), [{ name: property.name, value: givenValue(property, value("value").trim()) }]);
  },
  installation: (place, value) => {
    const installation = installationOn(place);
    if (installation === undefined) throw notFound();
    const by = { world: place.visit.world, account: place.visit.viewer };
    const change = value("installed") === "true" ? addToInstallation : removeFromInstallation;
    change(by, installation, place.repository);
  },
};

const givenValue = ({ type }: CustomProperty, text: string): PropertyValue =>
  text === "" ? null : type === "multi_select" ? text.split(",").map((each) => each.trim()) : text;

export function onSettings(place: VisitPlace, form: string, value: (name: string) => string): string {
  demand(place, "admin");
  const change = CHANGES[form];
  if (change === undefined) throw notFound();
  change(place, value);
  return `${homeOf(place.repository)}/settings`;
}

// Custom properties of an organization and their values: https://docs.github.com/en/rest/orgs/custom-properties
import { tell, tellOrganization, type Where } from "../events.ts";
import { GitHubError, type Repository, type World } from "../model.ts";
import type { Account } from "../model-accounts.ts";
import type { CustomProperty, PropertyValue } from "../model-properties.ts";
import { hasRole } from "../roles.ts";
import { propertyView, valuesOf } from "../views/property.ts";
import { invalidField } from "../world.ts";

export type PropertyFields = Partial<Omit<CustomProperty, "organization" | "name">> & Pick<CustomProperty, "type">;

/** Makes it, or replaces it by its name. */
export function defineProperty(
  world: World,
  organization: Account,
  name: string,
  fields: PropertyFields,
): CustomProperty {
  const { type, required = false, defaultValue = null, allowedValues = null, valuesEditableBy = "org_actors" } = fields;
  if (required && defaultValue === null) throw invalidField("CustomProperty", "default_value", "missing_field");
  if (type.endsWith("_select") && (allowedValues ?? []).length === 0)
    throw invalidField("CustomProperty", "allowed_values", "missing_field");
  const property = { organization, name, type, required, defaultValue, allowedValues, valuesEditableBy };
  world.properties = [...world.properties.filter((each) => each !== findProperty(world, organization, name)), property];
  return property;
}

export const findProperty = (world: World, organization: Account, name: string): CustomProperty | undefined =>
  world.properties.find((each) => each.organization === organization && each.name === name);

/** With its values. */
function removeProperty(world: World, { organization, name }: CustomProperty): void {
  world.properties = world.properties.filter((each) => each.organization !== organization || each.name !== name);
  for (const repository of world.repositories)
    if (repository.owner === organization) repository.propertyValues = withValue(repository, { name, value: null });
}

function withValue({ propertyValues }: Repository, { name, value }: NewValue): Repository["propertyValues"] {
  const others = [...propertyValues].filter(([each]) => each !== name);
  return new Map(value === null ? others : [...others, [name, value]]);
}

type By = { world: World; account: Account };

/** What an owner does on the organization's page; the app hears of it. */
export function editProperty(by: By, organization: Account, name: string, fields: PropertyFields): CustomProperty {
  const action = findProperty(by.world, organization, name) === undefined ? "created" : "updated";
  const property = defineProperty(by.world, organization, name, fields);
  tellOrganization(by, organization, "custom_property", action, { definition: propertyView(by.world, property) });
  return property;
}

/** With its values, of which no event tells. */
export function deleteProperty(by: By, property: CustomProperty): void {
  removeProperty(by.world, property);
  const definition = { property_name: property.name };
  tellOrganization(by, property.organization, "custom_property", "deleted", { definition });
}

/** Owners of an organization; here it is the organization's account itself, and whoever is among its owners. */
export const ownsOrganization = (organization: Account, account: Account): boolean =>
  organization === account || organization.members.get(account) === "owner";

export type NewValue = { name: string; value: PropertyValue };

/** Where one of the values is refused, none is set. A null takes a value away. */
export function setValues(where: Where, values: readonly NewValue[]): void {
  const { world, repository } = where;
  for (const value of values) checkValue(where, value);
  const before = valuesOf(world, repository);
  for (const value of values) repository.propertyValues = withValue(repository, value);
  const after = valuesOf(world, repository);
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  const payload = { new_property_values: after, old_property_values: before };
  tell(where, "custom_property_values", "updated", payload);
}

function checkValue({ world, repository, actor }: Where, { name, value }: NewValue): void {
  const property = findProperty(world, repository.owner, name);
  if (property === undefined) throw invalidField("CustomPropertyValue", name, "invalid");
  if (!mayEdit(repository, actor.account, property))
    throw new GitHubError(403, `You do not have permission to set the property ${name}.`);
  if (value !== null && !fits(property, value)) throw invalidField("CustomPropertyValue", name, "invalid");
}

/** What an app may is asked for by the route. */
function mayEdit(repository: Repository, account: Account, property: CustomProperty): boolean {
  if (ownsOrganization(repository.owner, account)) return true;
  const isTheirs = account.type === "Bot" || hasRole(repository, account, "admin");
  return property.valuesEditableBy === "org_and_repo_actors" && isTheirs;
}

function fits({ type, allowedValues }: CustomProperty, value: string | string[]): boolean {
  if (Array.isArray(value) !== (type === "multi_select")) return false;
  const values = [value].flat();
  if (type === "true_false") return values.every((each) => each === "true" || each === "false");
  if (type === "url") return values.every((each) => URL.canParse(each));
  return type === "string" || values.every((each) => allowedValues?.includes(each) === true);
}

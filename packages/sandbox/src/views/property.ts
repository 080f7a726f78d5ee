// Custom properties and their values as REST and webhooks show them.
import type { Repository, World } from "../model.ts";
import type { CustomProperty, PropertyValue } from "../model-properties.ts";

export const propertyView = ({ url }: World, property: CustomProperty) => ({
  property_name: property.name,
  url: `${url}/api/v3/orgs/${property.organization.login}/properties/schema/${property.name}`,
  source_type: "organization",
  value_type: property.type,
  required: property.required,
  default_value: property.defaultValue,
  description: null,
  allowed_values: property.allowedValues,
  values_editable_by: property.valuesEditableBy,
});

/** A required property has its default where the repository has no value. */
const ownOrDefault = (
  { propertyValues }: Repository,
  { name, required, defaultValue }: CustomProperty,
): PropertyValue => propertyValues.get(name) ?? (required ? defaultValue : null);

/** Of every property that has one. */
export const valuesOf = (world: World, repository: Repository) =>
  world.properties
    .filter(({ organization }) => organization === repository.owner)
    .map((property) => ({ property_name: property.name, value: ownOrDefault(repository, property) }))
    .filter(({ value }) => value !== null);

/** As a repository shows them, by name. */
export const propertiesOf = (world: World, repository: Repository) =>
  Object.fromEntries(valuesOf(world, repository).map(({ property_name, value }) => [property_name, value]));

export const repositoryValuesView = (world: World, repository: Repository) => ({
  repository_id: repository.id,
  repository_name: repository.name,
  repository_full_name: `${repository.owner.login}/${repository.name}`,
  properties: valuesOf(world, repository),
});

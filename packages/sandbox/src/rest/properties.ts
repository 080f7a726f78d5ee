// Custom properties: an organization's schema, and its repositories' values.
import type { Context } from "hono";
import { z } from "zod";
import {
  deleteProperty,
  editProperty,
  findProperty,
  type NewValue,
  ownsOrganization,
  type PropertyFields,
  setValues,
} from "../actions/properties.ts";
import type { Where } from "../events.ts";
import { isGranted } from "../grants.ts";
import { readerOf } from "../lag/replica.ts";
import { GitHubError, type Repository, type World, type WorldActor } from "../model.ts";
import type { Account } from "../model-accounts.ts";
import { propertyView, repositoryValuesView, valuesOf } from "../views/property.ts";
import { findRepository, notFound } from "../world.ts";
import { body, paged, param, READ, type Rest, WRITE, whereOf } from "./router.ts";

const value = z.union([z.string(), z.array(z.string())]).nullable();
const values = z.array(z.object({ property_name: z.string(), value }));
const fields = z.object({
  value_type: z.enum(["string", "single_select", "multi_select", "true_false", "url"]),
  required: z.boolean().optional(),
  default_value: value.optional(),
  description: z.string().nullish(),
  allowed_values: z.array(z.string()).nullish(),
  values_editable_by: z.enum(["org_actors", "org_and_repo_actors"]).nullish(),
});

const fieldsOf = (given: z.infer<typeof fields>): PropertyFields => ({
  type: given.value_type,
  required: given.required ?? false,
  defaultValue: given.default_value ?? null,
  allowedValues: given.allowed_values ?? null,
  valuesEditableBy: given.values_editable_by ?? "org_actors",
});

const newValues = (given: z.infer<typeof values>): NewValue[] =>
  given.map(({ property_name, value: to }) => ({ name: property_name, value: to }));

type Organization = { organization: Account; actor: WorldActor };

/** An app needs the permission `organization_custom_properties`, a person has to be an owner to write. */
async function organizationOf(
  { world, tokens }: Rest,
  context: Context,
  access: "read" | "write",
): Promise<Organization> {
  const caller = await tokens.caller(context.req.header("authorization"));
  const login = param(context, "org").toLowerCase();
  const organization = world.organizations.find((each) => each.login.toLowerCase() === login);
  if (organization === undefined) throw notFound();
  const forbidden = new GitHubError(403, "Resource not accessible by integration");
  if (caller.kind === "app") throw forbidden;
  const { actor } = caller;
  if (actor.installation !== null) {
    if (actor.installation.account !== organization) throw notFound();
    if (!isGranted(world, actor.installation, "organization_custom_properties", access)) throw forbidden;
  } else if (access === "write" && !ownsOrganization(organization, actor.account)) throw notFound();
  return { organization, actor };
}

export function propertyRoutes(rest: Rest): void {
  const { app, world } = rest;
  const schema = "/orgs/:org/properties/schema";
  const named = (organization: Account, context: Context) => {
    const property = findProperty(world, organization, param(context, "name"));
    if (property === undefined) throw notFound();
    return property;
  };
  app.get(schema, async (context) => {
    const { organization } = await organizationOf(rest, context, "read");
    const own = world.properties.filter((each) => each.organization === organization);
    return context.json(own.map((property) => propertyView(world, property)));
  });
  app.get(`${schema}/:name`, async (context) => {
    const { organization } = await organizationOf(rest, context, "read");
    return context.json(propertyView(world, named(organization, context)));
  });
  app.put(`${schema}/:name`, async (context) => {
    const { organization, actor } = await organizationOf(rest, context, "write");
    const given = fieldsOf(await body(context, fields));
    const by = { world, account: actor.account };
    return context.json(propertyView(world, editProperty(by, organization, param(context, "name"), given)));
  });
  app.delete(`${schema}/:name`, async (context) => {
    const { organization, actor } = await organizationOf(rest, context, "write");
    deleteProperty({ world, account: actor.account }, named(organization, context));
    return context.body(null, 204);
  });
  valueRoutes(rest);
}

function valueRoutes(rest: Rest): void {
  const { app, world } = rest;
  app.get("/orgs/:org/properties/values", async (context) => {
    const { organization, actor: asker } = await organizationOf(rest, context, "read");
    const { world: shown, actor } = readerOf({ world, actor: asker });
    const seen = (actor.installation?.repositories ?? shown.repositories).filter(({ owner }) => owner === organization);
    return paged(context, seen.filter(queried(shown, context.req.query("repository_query"))), (each) =>
      repositoryValuesView(shown, each),
    );
  });
  app.patch("/orgs/:org/properties/values", async (context) => {
    const { organization, actor } = await organizationOf(rest, context, "write");
    const shape = z.object({ repository_names: z.array(z.string()).max(30), properties: values });
    const { repository_names, properties } = await body(context, shape);
    const found = repository_names.map((name) => findRepository(world, organization.login, name));
    if (found.includes(undefined)) throw notFound();
    // Whoever may write an organization's values is one of its actors.
    const by = { ...actor, account: actor.installation === null ? actor.account : organization };
    for (const repository of found)
      if (repository !== undefined) setValues({ world, repository, actor: by }, newValues(properties));
    return context.body(null, 204);
  });
  app.get("/repos/:owner/:repo/properties/values", async (context) => {
    const { repository } = await whereOf(rest, context, READ("metadata"));
    return context.json(valuesOf(world, repository));
  });
  app.patch("/repos/:owner/:repo/properties/values", async (context) => {
    const where: Where = await whereOf(rest, context, WRITE("admin", "repository_custom_properties"));
    setValues(where, newValues((await body(context, z.object({ properties: values }))).properties));
    return context.body(null, 204);
  });
}

/** Of GitHub's search the sandbox has `props.name:value` alone. */
function queried(world: World, query: string | undefined): (repository: Repository) => boolean {
  if (query === undefined) return () => true;
  const [, name, wanted] = /^props\.([^:\s]+):(\S+)$/.exec(query) ?? [];
  if (name === undefined || wanted === undefined) throw new GitHubError(422, `sandbox: no query like ${query}`);
  return (repository) =>
    valuesOf(world, repository).some(
      ({ property_name, value: has }) => property_name === name && [has].flat().includes(wanted),
    );
}

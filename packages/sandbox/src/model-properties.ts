// Custom properties: what an organization says of its repositories.
import type { Account } from "./model-accounts.ts";

/** https://docs.github.com/en/organizations/managing-organization-settings/managing-custom-properties-for-repositories-in-your-organization */
export type PropertyType = "string" | "single_select" | "multi_select" | "true_false" | "url";

export type PropertyValue = string | string[] | null;

export type CustomProperty = {
  organization: Account;
  name: string;
  type: PropertyType;
  required: boolean;
  /** What a repository without a value of its own has, where one is required. */
  defaultValue: PropertyValue;
  allowedValues: string[] | null;
  /** `org_actors`: owners of the organization alone; else whoever may administer the repository, too. */
  valuesEditableBy: "org_actors" | "org_and_repo_actors";
};

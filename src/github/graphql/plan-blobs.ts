// The plan's file under both of its names, as GraphQL brings it.
import { YAML_PLAN_FILE } from "../../vocabulary.ts";
import type { Blob, PlanBlob } from "../entities.ts";

/** A folder or a submodule at the path answers an object without `oid`: no file. */
export const blobOf = (file: { oid?: string | undefined; text?: string | null | undefined } | null): Blob | null =>
  file?.oid === undefined ? null : { oid: file.oid, text: file.text ?? null };

export type PlanConfigs = { config: Parameters<typeof blobOf>[0]; yamlConfig: Parameters<typeof blobOf>[0] };

/** `.github/milegate.yml`, or `.github/milegate.yaml` where there is none. */
export function planBlobOf({ config, yamlConfig }: PlanConfigs): PlanBlob | null {
  const [first, second] = [blobOf(config), blobOf(yamlConfig)];
  return first ?? (second === null ? null : { ...second, path: YAML_PLAN_FILE });
}

export const hasBoth = ({ config, yamlConfig }: PlanConfigs): boolean =>
  blobOf(config) !== null && blobOf(yamlConfig) !== null;

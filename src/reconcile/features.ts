// The features, in the order in which their changes are decided.
import { dashboardFeature } from "../dashboard/feature.ts";
import type { Feature } from "../feature.ts";
import { gateFeature } from "../gate/feature.ts";
import { labelsFeature } from "../labels/feature.ts";
import { planCheckFeature } from "../plan-check/feature.ts";
import { reviewFeature } from "../review/feature.ts";

export const FEATURES: readonly Feature[] = [
  labelsFeature,
  gateFeature,
  reviewFeature,
  dashboardFeature,
  planCheckFeature,
];

// /phase not-applicable: says that a sign-off has nothing to look at.
import { signing } from "./signing.ts";

export const notApplicableCommand = signing({
  verb: "not-applicable",
  summary: "declares that a sign-off has nothing to look at here",
  examples: ["/phase not-applicable security no data is touched"],
});

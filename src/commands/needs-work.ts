// /phase needs-work: says what is missing before one can sign off.
import { signing } from "./signing.ts";

export const needsWork = signing({
  verb: "needs-work",
  summary: "says what has to be done before you can approve a sign-off",
  examples: ["/phase needs-work security tokens are logged"],
});

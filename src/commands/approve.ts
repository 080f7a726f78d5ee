// /phase approve: signs off.
import { signing } from "./signing.ts";

export const approve = signing({
  verb: "approve",
  summary: "approves a sign-off that you are asked for",
  examples: ["/phase approve security", "/phase approve security the threat model is up to date"],
});

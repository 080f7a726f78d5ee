// What a delivery of the owner's file says of itself, besides its plan.
import { z } from "zod";
import { shortText } from "../values/text.ts";
import { repositoryEntries } from "./selection.ts";
import { phaseId } from "./values.ts";

export const deliveryKeys = {
  id: phaseId.meta({ description: "Unique: lower-case letters, digits and dashes.", examples: ["checkout"] }),
  name: shortText.optional().meta({ description: "As people read it; absent: the id.", examples: ["Checkout"] }),
  repositories: repositoryEntries.meta({
    description:
      "Its repositories: names or globs (`*`, `?`, in any case), or `{ property: NAME, value: VALUE }` of the organization's custom properties. A repository belongs to the first delivery that names it.",
    examples: [["shop-web", "shop-api", "lib-*", { property: "delivery", value: "checkout" }]],
  }),
  home: shortText.optional().meta({
    description:
      "The repository where its reviews, its dashboard and its decisions are; absent: the first that is named without a glob.",
    examples: ["shop-web"],
  }),
  optional: z.boolean().default(false).meta({
    description: "Whether a repository may take itself out by `enabled: false` in a file of its own.",
  }),
  titles: z.boolean().default(false).meta({
    description: "Whether repositories that are not public may show one another's titles.",
  }),
};

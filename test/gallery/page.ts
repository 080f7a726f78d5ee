// docs/gallery.md: every text, with who reads it and why.
import type { GallerySection, GalleryText } from "./stage.ts";

/** What others write in such a place, in our words; each was read in its documentation. */
const SECTIONS: Record<GallerySection, { title: string; others: string }> = {
  check: {
    title: "The check on a pull request",
    others:
      "[Tide](https://docs.prow.k8s.io/docs/components/core/tide/) reports one line, which labels or approvals are missing, and links to a page. [Mergify](https://docs.mergify.com/) lists all rules with a box for each condition. Milegate says the one next step first, with its link and who may take it, then the criteria.",
  },
  config: {
    title: "The check on a change of the plan",
    others:
      "[Mergify](https://docs.mergify.com/configuration/file-format/) says whether the file is valid; [Renovate](https://docs.renovatebot.com/config-validation/) opens an issue once an invalid one is merged. Milegate says before the merge which pull requests would be blocked or unblocked.",
  },
  review: {
    title: "The boundary review",
    others:
      "[chromestatus](https://www.chromium.org/blink/launching-features/) shows each gate with who approves it and since when; Rust's [rfcbot](https://github.com/rust-lang/rfcbot-rs) keeps one comment with a box for each member. Milegate begins with where the review stands and the next step; the evidence follows.",
  },
  record: {
    title: "Records",
    others:
      "[Prow](https://docs.prow.k8s.io/docs/components/plugins/approve/) edits one comment that says who approved and who is still missing; [release-please](https://github.com/googleapis/release-please) adds a line and a label once it is done. Milegate keeps one comment for each decision, which is also what counts.",
  },
  reply: {
    title: "Replies to commands",
    others:
      "Prow answers what it refuses with the reason and a link to its list of commands. Milegate names everything that is in the way at once, what would work, and who may.",
  },
  dashboard: {
    title: "The dashboard",
    others:
      "[Renovate's dashboard](https://docs.renovatebot.com/key-concepts/dashboard/) begins with problems and what waits for a person, then lists the rest. So does Milegate's.",
  },
};

const HEAD = [
  "<!-- Written by test/gallery/gallery.test.ts; changes here are lost. -->",
  "# Gallery: what Milegate writes on GitHub",
  "Every text below was written by the app in a scenario on the sandbox, and a test compares this page with it. Dates, commits and addresses are replaced by examples.",
];

export function galleryPage(texts: readonly GalleryText[]): string {
  const sections = Object.entries(SECTIONS).map(([section, { title, others }]) => {
    const shown = texts.filter((each) => each.section === section).map(shownText);
    return [`## ${title}`, `Beside others: ${others}`, ...shown].join("\n\n");
  });
  return [...HEAD, ...sections].join("\n\n").concat("\n");
}

/** As source, so that a page of GitHub's, a terminal and an e-mail show the same. */
const shownText = ({ title, when, text }: GalleryText): string => {
  const fence = "`".repeat(Math.max(4, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)));
  return `### ${title}\n\n${when}\n\n${fence}markdown\n${plainText(text)}\n${fence}`;
};

const EXAMPLES: readonly (readonly [RegExp, string])[] = [
  [/<!-- milegate:[^>]*-->\n?/g, ""],
  [/http:\/\/127\.0\.0\.1:\d+/g, "https://github.com"],
  [/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, "2026-03-02 09:00 UTC"],
  [/\d{4}-\d\d-\d\d/g, "2026-03-02"],
  [/#issuecomment-\d+/g, "#issuecomment-1"],
  [/\/(runs|commits?)\/[0-9a-f]+/g, "/$1/1"],
  [/\b[0-9a-f]{40}\b/g, "abc1234"],
  [/\[[0-9a-f]{7}\]/g, "[abc1234]"],
  [/\u200B/g, ""],
];

const plainText = (text: string): string =>
  EXAMPLES.reduce((shown, [pattern, example]) => shown.replace(pattern, example), text).trim();

// What a release makes of the changelog.
import { expect, test } from "@jest/globals";
import { changelogNotes, closeChangelog } from "../../scripts/changelog.ts";

const BEFORE = "# Changelog\n\n## Unreleased\n\n- New.\n\n## 1.0.0 (2026-01-01)\n\n- First.\n";
const AFTER = "# Changelog\n\n## Unreleased\n\n## 1.1.0 (2026-11-28)\n\n- New.\n\n## 1.0.0 (2026-01-01)\n\n- First.\n";

test("a release gets what was under Unreleased, which is empty then", () => {
  expect(closeChangelog(BEFORE, "1.1.0", "2026-11-28")).toBe(AFTER);
  expect(changelogNotes(AFTER, "1.1.0")).toBe("- New.");
  expect(changelogNotes(AFTER, "1.0.0")).toBe("- First.");
});

test("nothing is released twice, or empty, or unknown", () => {
  expect(() => closeChangelog(AFTER, "1.1.0", "2026-11-28")).toThrow("has 1.1.0 already");
  expect(() => closeChangelog(AFTER, "1.2.0", "2026-11-28")).toThrow('nothing under "## Unreleased"');
  expect(() => changelogNotes(AFTER, "1.0")).toThrow('no "## 1.0"');
});

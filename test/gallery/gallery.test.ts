// docs/gallery.md shows what the app writes today: whoever changes a text reads it there.
import { readFileSync, writeFileSync } from "node:fs";
import { expect, jest, test } from "@jest/globals";
import { galleryPage } from "./page.ts";
import { playGallery } from "./play.ts";

jest.setTimeout(300_000);

const PAGE = new URL("../../docs/gallery.md", import.meta.url);

test("the gallery shows the texts of today", async () => {
  const page = galleryPage(await playGallery());
  if (process.env["UPDATE_GOLDEN"] === "1" && process.env["CI"] === undefined) writeFileSync(PAGE, page);
  expect(page).toBe(readFileSync(PAGE, "utf8"));
});

// Facts as each kind of channel takes them: escaped for it, with links, without a button that decides.
import { describe, expect, test } from "@jest/globals";
import type { NotifyFact } from "../../src/notify/fact.ts";
import { renderFact } from "../../src/notify/render.ts";

const FACT: NotifyFact = {
  ...{ id: "1:decision:7", event: "decision", at: new Date("2026-03-01T12:00:00Z"), repository: "octo/shop" },
  ...{ delivery: { id: "checkout", name: "Checkout" }, phase: { id: "mvp", name: "MVP" } },
  url: "https://github.com/octo/shop/issues/9#issuecomment-7",
  text: "octo/shop: by sam: <!channel> [click](https://evil.example) *now* & {{DATE(x)}}",
  decided: { outcome: "continue", reason: "<!channel>\nnow", by: ["sam", "sue"] },
};
const read = (format: "slack" | "teams" | "json", fact = FACT) => JSON.parse(renderFact(format, fact));

test("JSON has what people wrote as it is", () => {
  expect(read("json")).toEqual({
    ...{ id: "1:decision:7", event: "decision", at: "2026-03-01T12:00:00.000Z", repository: "octo/shop" },
    ...{
      delivery: { id: "checkout", name: "Checkout" },
      phase: { id: "mvp", name: "MVP" },
      url: FACT.url,
      text: FACT.text,
    },
    ...{ outcome: "continue", reason: "<!channel>\nnow", by: ["sam", "sue"] },
  });
  const { decided: _decided, ...other } = FACT;
  const bare = { ...other, event: "override" as const, delivery: null, phase: null };
  expect(Object.keys(read("json", bare))).toEqual("id,event,at,repository,delivery,phase,url,text".split(","));
  expect(read("json", bare)).toMatchObject({ delivery: null, phase: null });
});

test("Slack gets no mention and no link but ours, and nothing to press", () => {
  const escaped = "octo/shop: by sam: &lt;!channel&gt; [click](https://evil.example) *now* &amp; {{DATE(x)}}";
  expect(read("slack")).toEqual({
    text: escaped,
    blocks: [
      { type: "section", text: { type: "mrkdwn", text: `${escaped}\n<${FACT.url}|Open on GitHub>`, verbatim: true } },
    ],
  });
});

test("Teams gets a card with one link; Markdown and functions of cards are text", () => {
  const { type, attachments } = read("teams");
  expect([type, attachments.length, attachments[0].contentType]).toEqual([
    ...["message", 1, "application/vnd.microsoft.card.adaptive"],
  ]);
  const { body, actions } = attachments[0].content;
  expect(body).toEqual([
    {
      type: "TextBlock",
      text: "octo/shop: by sam: &lt;\\!channel&gt; \\[click\\]\\(https://evil.example\\) \\*now\\* &amp; \\{\\{DATE\\(x\\)\\}\\}",
      wrap: true,
    },
  ]);
  expect(actions).toEqual([{ type: "Action.OpenUrl", title: "Open on GitHub", url: FACT.url }]);
});

describe("whatever people wrote", () => {
  test.each(["&".repeat(5_000), "🙂".repeat(5_000), "<".repeat(2_000)])("fits into Slack's section", (text) => {
    expect(read("slack", { ...FACT, text }).blocks[0].text.text.length).toBeLessThan(3_000);
  });
});

// A fact as each kind of channel takes it: the bytes that are sent. With links, never a button that decides.
import { cut } from "../markdown/cut.ts";
import type { ChannelFormat } from "./channel.ts";
import type { NotifyFact } from "./fact.ts";

const LINK = "Open on GitHub";
const REASON_LIMIT = 10_000;

/** https://docs.slack.dev/messaging/formatting-message-text#escaping */
const escapeSlack = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A section takes 3,000 characters, counted after escaping. */
const SLACK_LIMIT = 2_500;

function slackText(text: string): string {
  let [escaped, limit] = [escapeSlack(text), SLACK_LIMIT];
  while (escaped.length > SLACK_LIMIT) {
    escaped = escapeSlack(cut(text, limit));
    limit = Math.floor(limit * 0.8);
  }
  return escaped;
}

const slackBody = ({ text, url }: NotifyFact): object => {
  const escaped = slackText(text);
  const link = `<${escapeSlack(url)}|${LINK}>`;
  // Nothing in it is made a link or a mention but what is written as one.
  const section = { type: "mrkdwn", text: `${escaped}\n${link}`, verbatim: true };
  return { text: escaped, blocks: [{ type: "section", text: section }] };
};

/** What Markdown has a meaning for in cards: https://learn.microsoft.com/en-us/adaptive-cards/authoring-cards/text-features */
const escapeCard = (text: string): string =>
  text
    .replaceAll(/[\\`*_[\](){}#~|!]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");

const cardBody = ({ text, url }: NotifyFact): object => ({
  type: "message",
  attachments: [
    {
      contentType: "application/vnd.microsoft.card.adaptive",
      content: {
        $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
        type: "AdaptiveCard",
        version: "1.4",
        body: [{ type: "TextBlock", text: escapeCard(text), wrap: true }],
        actions: [{ type: "Action.OpenUrl", title: LINK, url }],
      },
    },
  ],
});

const jsonBody = ({ decided, at, ...fact }: NotifyFact): object => {
  const { id, event, repository, delivery, phase, url, text } = fact;
  const decision = decided === undefined ? {} : { ...decided, reason: cut(decided.reason, REASON_LIMIT) };
  return { id, event, at: at.toISOString(), repository, delivery, phase, url, text, ...decision };
};

const BODIES: Record<ChannelFormat, (fact: NotifyFact) => object> = {
  slack: slackBody,
  teams: cardBody,
  json: jsonBody,
};

export const renderFact = (format: ChannelFormat, fact: NotifyFact): string => JSON.stringify(BODIES[format](fact));

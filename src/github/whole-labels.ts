// All labels of an item, with who put each on: what lies behind the first page, and before the last events.

import { z } from "zod";
import type { ReadContext } from "./context.ts";
import { quotedText } from "./facts/lists.ts";
import { requirePresent } from "./found.ts";
import { LABEL_EVENT } from "./graphql/fragments.ts";
import { nextCursor, pageInfo } from "./graphql/paging.ts";
import { queryGraphql } from "./graphql/query.ts";
import { labelEvents, type labelled, seenNodes } from "./graphql/shapes.ts";

type Labels = z.infer<typeof labelled>;
type Labelled = { number: number } & Labels;

const labels = seenNodes(z.object({ name: z.string() })).extend({ pageInfo });
const more = z.object({
  repository: z.object({
    item: z.object({ labels: labels.nullish(), timelineItems: labelEvents.nullish() }).nullable(),
  }),
});

/** Whether nothing is missing: neither a label, nor who put one on. */
export const hasAllLabels = ({ labels: own, timelineItems }: Labels): boolean =>
  own?.pageInfo?.hasNextPage !== true &&
  (timelineItems?.pageInfo?.hasPreviousPage !== true || isToldOfAll({ own, timelineItems }));

const isToldOfAll = ({
  own,
  timelineItems,
}: {
  own: Labels["labels"];
  timelineItems: Labels["timelineItems"];
}): boolean =>
  (own?.nodes ?? []).every(({ name }) => (timelineItems?.nodes ?? []).some(({ label }) => label?.name === name));

/** The same item; where it had all of them already, nothing is read. */
export async function withAllLabels<Item extends Labelled>(context: ReadContext, item: Item): Promise<Item> {
  const whole = await withFurtherLabels(context, item);
  return withEarlierEvents(context, whole);
}

async function withFurtherLabels<Item extends Labelled>(context: ReadContext, item: Item): Promise<Item> {
  const nodes = [...(item.labels?.nodes ?? [])];
  const first = item.labels?.pageInfo;
  for (let after = first === undefined ? null : nextCursor(first); after !== null; ) {
    const selection = `labels(first: 100, after: ${quotedText(after)}) { nodes { name } pageInfo { hasNextPage endCursor } }`;
    const page = requirePresent((await read(context, item.number, selection))?.labels, `labels of #${item.number}`);
    nodes.push(...page.nodes);
    after = nextCursor(page.pageInfo);
  }
  return item.labels == null ? item : { ...item, labels: { ...item.labels, nodes } };
}

/** As far back as it takes to know of each label who put it on last. */
async function withEarlierEvents<Item extends Labelled>(context: ReadContext, item: Item): Promise<Item> {
  if (item.timelineItems == null) return item;
  const nodes = [...item.timelineItems.nodes];
  const isKnown = ({ name }: { name: string }) => nodes.some(({ label }) => label?.name === name);
  const isOpen = () => item.labels?.nodes.every(isKnown) === false;
  let at = item.timelineItems.pageInfo ?? null;
  while (at?.hasPreviousPage === true && at.startCursor !== null && isOpen()) {
    const selection = `timelineItems(itemTypes: [LABELED_EVENT], last: 100, before: ${quotedText(at.startCursor)}) { ${LABEL_EVENT} }`;
    const found = (await read(context, item.number, selection))?.timelineItems;
    const page = requirePresent(found, `the history of #${item.number}`);
    nodes.unshift(...page.nodes);
    at = page.pageInfo ?? null;
  }
  return { ...item, timelineItems: { ...item.timelineItems, nodes } };
}

async function read({ graphql, where }: ReadContext, number: number, selection: string) {
  const document = `query MoreLabels($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    item: issueOrPullRequest(number: ${number}) { ... on Issue { ${selection} } ... on PullRequest { ${selection} } }
  }
}`;
  return (await queryGraphql(graphql, more, document, where)).repository.item;
}

// A delivery of an owner's file as people write it at a terminal: OWNER/DELIVERY means the repository that is its home.
import { RepositoryGone } from "../github/errors.ts";
import { deliveriesOf } from "../plan/resolve-member.ts";
import { withOwnerSources } from "../reconcile/complete.ts";
import type { DeliveryReader } from "../reconcile/delivery-source.ts";
import type { RepositoryTarget } from "./address.ts";

type Readers = (name: string) => DeliveryReader;

/** Null where the owner's file has no delivery with that id. */
export async function findDeliveryHome(
  readerOf: Readers,
  { owner, name }: RepositoryTarget,
): Promise<RepositoryTarget | null> {
  const reader = readerOf(".github");
  const found = await orGone(reader.repository());
  const { config = null, ownerVersions, roster } = found === null ? {} : await withOwnerSources(reader, found);
  if (config === null || roster === undefined) return null;
  const all = deliveriesOf({ text: config.text, versions: ownerVersions }, roster);
  const home = all.find(({ id }) => id === name.toLowerCase())?.home;
  return home === undefined ? null : { owner, name: home };
}

const orGone = <Result>(answer: Promise<Result>): Promise<Result | null> =>
  answer.catch((error: unknown) => {
    if (error instanceof RepositoryGone) return null;
    throw error;
  });

// Which repositories of a delivery a criterion is about.
import { expect, test } from "@jest/globals";
import { wantedPlaces } from "../../src/criteria/members.ts";
import type { MemberPlace } from "../../src/criteria/placed.ts";

const place = (member: string, name: string | null): MemberPlace => ({
  ...{ member, name, slug: name === null ? null : `octo/${name}`, url: "https://github.com/octo/shop" },
  ...{ disclosure: name === null ? "nothing" : "whole", defaultBranch: "main", unread: null, labels: [] },
});

const home = place("shop", "Shop");
const hidden = place("api", null);
const members = [home, hidden];

test.each<[string | undefined, (MemberPlace | null)[]]>([
  [undefined, [home]],
  ["all", members],
  ["SHOP", [home]],
  ["API", [hidden]],
  ["web", [null]],
])("%s, whether its name may be shown or not", (wanted, found) => {
  expect(wantedPlaces({ members, home }, wanted)).toEqual(found);
});

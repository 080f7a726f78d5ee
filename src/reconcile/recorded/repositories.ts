// In a redacted case, names that stand for the repositories of a delivery: repository-1, repository-2.
import { isMap, isScalar, isSeq, parseDocument, visit } from "yaml";
import { deliveriesOf } from "../../plan/resolve-member.ts";
import type { Roster } from "../../plan/roster.ts";
import type { SeenCase } from "./case.ts";
import { objectsIn } from "./shapes.ts";

type AliasOf = (name: string) => string;
type Reading = SeenCase["repository"];

/** Of the owner's file only deliveries are changed: their members are named one by one. */
export function aliasRepositories(repository: Reading, others: SeenCase["others"]): void {
  const { roster, name: own } = repository;
  if (roster === undefined) return;
  const aliasOf = aliasesFor(own, roster, repository);
  for (const file of [repository.ownerConfig, repository.config])
    if (file !== null && file.text !== null) file.text = aliasedDeliveries(file.text, roster, aliasOf);
  const { ownerVersions } = repository;
  if (ownerVersions !== undefined)
    repository.ownerVersions = ownerVersions.map((text) => text && aliasedDeliveries(text, roster, aliasOf));
  repository.roster = {
    ...roster,
    repositories: roster.repositories.map((each) => ({ ...each, name: aliasOf(each.name), id: aliasOf(each.name) })),
    properties: null,
  };
  if (others !== undefined) aliasPlaces(others, aliasOf);
}

/** The repository itself is called as in a case without a delivery. */
function aliasesFor(own: string, { repositories }: Roster, { ownerConfig, config }: Reading): AliasOf {
  const aliases = new Map([
    [own.toLowerCase(), "repository"],
    [".github", ".github"],
  ]);
  const aliasOf = (name: string): string => {
    const key = name.toLowerCase();
    const alias = aliases.get(key) ?? `repository-${aliases.size - 1}`;
    aliases.set(key, alias);
    return alias;
  };
  for (const { name } of repositories) aliasOf(name);
  for (const file of [ownerConfig, config]) for (const name of literals(file?.text ?? "")) aliasOf(name);
  return aliasOf;
}

const scalarsOf = (node: unknown): string[] =>
  isSeq(node)
    ? node.items.flatMap((each) => (isScalar(each) && typeof each.value === "string" ? [each.value] : []))
    : [];

const literals = (text: string): string[] => {
  const found = parseDocument(text, { logLevel: "silent" }).get("deliveries");
  return isSeq(found) ? found.items.flatMap((each) => (isMap(each) ? scalarsOf(each.get("repositories")) : [])) : [];
};

function aliasedDeliveries(text: string, roster: Roster, aliasOf: AliasOf): string {
  const document = parseDocument(text, { logLevel: "silent" });
  const found = document.get("deliveries");
  if (!isSeq(found)) return text;
  const described = deliveriesOf({ text }, roster);
  for (const [at, { members, home }] of described.entries()) {
    document.setIn(
      ["deliveries", at, "repositories"],
      members.map(({ name }) => aliasOf(name)),
    );
    if (document.hasIn(["deliveries", at, "home"])) document.setIn(["deliveries", at, "home"], aliasOf(home));
  }
  // Comments of people's stand anywhere.
  document.comment = null;
  document.commentBefore = null;
  visit(found, {
    Node: (_key, node) => {
      node.comment = null;
      node.commentBefore = null;
    },
    Pair: (_key, { key, value }) => {
      if (!isScalar(key) || key.value !== "repository" || !isScalar(value)) return;
      if (typeof value.value === "string" && value.value !== "all") value.value = aliasOf(value.value);
    },
  });
  return described.length === found.items.length ? String(document) : "";
}

/** What is known of the others: their names, and addresses that hold them. */
function aliasPlaces(others: object, aliasOf: AliasOf): void {
  for (const object of objectsIn(others))
    for (const [key, value] of Object.entries(object))
      if (typeof value === "string") {
        const alias = aliasedText(key, value, aliasOf);
        if (alias !== value) Reflect.set(object, key, alias);
      }
}

function aliasedText(key: string, value: string, aliasOf: AliasOf): string {
  if (key === "member") return aliasOf(value);
  if (key === "name") return aliasOf(value);
  if (key === "slug") return `owner/${aliasOf(value.split("/")[1] ?? "")}`;
  return key === "url"
    ? value.replace(ADDRESS, (_all, name: string) => `https://github.com/owner/${aliasOf(name)}`)
    : value;
}

const ADDRESS = /^https?:\/\/[^/]+\/[^/]+\/([^/?#]+)/;

// Folders and files of a commit as GraphQL shows them, with the ids that git gives them.
import { createHash } from "node:crypto";
import { repositoryOf } from "./references.ts";
import type { ViewerScope } from "./scope.ts";

type Files = ReadonlyMap<string, string>;

/** What is directly in a folder: a file's content, or the files below a folder by their paths within it. */
type Entry = { name: string; path: string } & ({ type: "blob"; text: string } | { type: "tree"; files: Files });

const MODES = { blob: 0o100644, tree: 0o40000 } as const;

/** Git's object ids: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
function oidOf(type: "blob" | "tree", content: Buffer): string {
  return createHash("sha1").update(`${type} ${content.length}\0`).update(content).digest("hex");
}

const blobOid = (text: string): string => oidOf("blob", Buffer.from(text));

function treeOid(files: Files): string {
  const entries = entriesOf(files, "").map((entry) => {
    const head = `${MODES[entry.type].toString(8)} ${entry.name}\0`;
    return Buffer.concat([Buffer.from(head), Buffer.from(entryOid(entry), "hex")]);
  });
  return oidOf("tree", Buffer.concat(entries));
}

const entryOid = (entry: Entry): string => (entry.type === "blob" ? blobOid(entry.text) : treeOid(entry.files));

/** Git sorts a folder as if its name ended in a slash. */
const sortName = ({ type, name }: Entry): string => (type === "tree" ? `${name}/` : name);

function entriesOf(files: Files, parent: string): Entry[] {
  const names = new Set(Array.from(files.keys(), (path) => path.split("/", 1)[0] ?? path));
  const entries = Array.from(names, (name): Entry => {
    const path = parent === "" ? name : `${parent}/${name}`;
    const text = files.get(name);
    return text === undefined
      ? { name, path, type: "tree", files: below(files, name) }
      : { name, path, type: "blob", text };
  });
  return entries.toSorted((a, b) => (sortName(a) < sortName(b) ? -1 : 1));
}

function below(files: Files, folder: string): Files {
  const inside = Array.from(files).filter(([path]) => path.startsWith(`${folder}/`));
  return new Map(inside.map(([path, text]) => [path.slice(folder.length + 1), text]));
}

/** The folder or file at a path, null if there is none; the root's path is empty. */
export function objectAt(scope: ViewerScope, files: Files, path: string) {
  if (path === "") return treeView(scope, files, "");
  const text = files.get(path);
  if (text !== undefined) return blobView(scope, text);
  const inside = below(files, path);
  return inside.size === 0 ? null : treeView(scope, inside, path);
}

const objectFields = (scope: ViewerScope, type: string, oid: string) => ({
  __typename: type,
  id: `${type.charAt(0)}_${scope.repository.nodeId}_${oid}`,
  oid,
  abbreviatedOid: oid.slice(0, 7),
  repository: () => repositoryOf(scope),
});

function blobView(scope: ViewerScope, text: string) {
  const isBinary = text.includes("\0");
  return {
    ...objectFields(scope, "Blob", blobOid(text)),
    byteSize: Buffer.byteLength(text),
    isBinary,
    isTruncated: false,
    text: isBinary ? null : text,
  };
}

export const treeView = (scope: ViewerScope, files: Files, path: string) => ({
  ...objectFields(scope, "Tree", treeOid(files)),
  entries: () => entriesOf(files, path).map((entry) => entryView(scope, entry)),
});

const entryView = (scope: ViewerScope, entry: Entry) => ({
  name: entry.name,
  path: entry.path,
  type: entry.type,
  mode: MODES[entry.type],
  size: entry.type === "blob" ? Buffer.byteLength(entry.text) : 0,
  oid: () => entryOid(entry),
  object: () => (entry.type === "blob" ? blobView(scope, entry.text) : treeView(scope, entry.files, entry.path)),
});

// Writes settings into `.env`: known names are replaced where they are, new ones follow at the end.
import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** The whole file, with these values. Other lines stay as they are. */
export function withSettings(text: string, values: Readonly<Record<string, string>>): string {
  let changed = text;
  for (const [name, value] of Object.entries(values)) {
    const line = `${name}=${written(value)}`;
    const there = new RegExp(`^${name}=(?:"(?:[^"\\\\]|\\\\.)*"|.*)$`, "m");
    if (there.test(changed)) changed = changed.replace(there, () => line);
    else changed += `${changed === "" || changed.endsWith("\n") ? "" : "\n"}${line}\n`;
  }
  return changed;
}

/** Keys have several lines; Node, Docker Compose and `readPrivateKey` all read \n in double quotes. */
const written = (value: string): string =>
  /^[\w.:/-]*$/.test(value) ? value : `"${value.trimEnd().replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;

/** Only the owner may read it: it holds the app's key. */
export function writeEnvFile(path: string, values: Readonly<Record<string, string>>): void {
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  writeFileSync(path, withSettings(text, values), { mode: 0o600 });
}

// The channels that the operator set: NOTIFY_RELEASES is `releases`. An address is a secret, so nothing here says one.
import { isIP } from "node:net";
import { isLoopbackHost, isPrivateAddress } from "./private-address.ts";

const FORMATS = ["slack", "teams", "json"] as const;

export type ChannelFormat = (typeof FORMATS)[number];

/** `owners` are the logins, in lower case, whose plans may use it; null: whose only the app is installed for. */
export type Channel = { name: string; format: ChannelFormat; url: string; owners: readonly string[] | null };

/** `secret` signs what goes to JSON channels; there is one wherever there is such a channel. */
export type ChannelSettings = { channels: readonly Channel[]; secret: string | null };

const PREFIX = "NOTIFY_";
const OWNERS = `${PREFIX}OWNERS_`;
export const NOTIFY_SECRET = `${PREFIX}SECRET`;

/** "releases" for NOTIFY_RELEASES, "release-train" for NOTIFY_RELEASE_TRAIN. */
const channelOf = (variable: string, prefix: string): string =>
  variable.slice(prefix.length).toLowerCase().replaceAll("_", "-");

/** How a channel's setting is called. */
export const channelSetting = (channel: string): string => `${PREFIX}${channel.toUpperCase().replaceAll("-", "_")}`;

const OF_OWNERS = /^NOTIFY_OWNERS_[A-Z0-9_]+$/;
const OF_CHANNEL = /^NOTIFY_(?!SECRET$|OWNERS_)[A-Z0-9_]+$/;

/** Whether a variable is one of these settings. */
export const isChannelSetting = (name: string): boolean => OF_OWNERS.test(name) || OF_CHANNEL.test(name);

/** `given` has no empty values. Each problem is one line, without the value. */
export function readChannels(
  given: Readonly<Record<string, string | undefined>>,
): ChannelSettings & { problems: string[] } {
  const names = Object.keys(given).toSorted();
  const secret = given[NOTIFY_SECRET]?.trim() ?? null;
  const problems: string[] = [];
  const owners = new Map<string, readonly string[]>();
  for (const name of names.filter((each) => OF_OWNERS.test(each))) {
    const read = readOwners(given[name] ?? "");
    if (read === null)
      problems.push(`${name} is not usable: expected logins with commas between them, such as octo,acme.`);
    else owners.set(channelOf(name, OWNERS), read);
  }
  const channels = names
    .filter((name) => OF_CHANNEL.test(name))
    .flatMap((variable): Channel[] => {
      const name = channelOf(variable, PREFIX);
      const read = readAddress(given[variable] ?? "");
      if (typeof read !== "string") return [{ name, ...read, owners: owners.get(name) ?? null }];
      problems.push(`${variable} is not usable: ${read}`);
      return [];
    });
  const signed = channels.find(({ format }) => format === "json");
  if (secret === null && signed !== undefined)
    problems.push(
      `${NOTIFY_SECRET} is not set: what goes to ${channelSetting(signed.name)} is signed with it. Set it to a secret that the receiver knows (openssl rand -hex 32).`,
    );
  return { channels, secret, problems };
}

const LOGIN = /^[a-z0-9][a-z0-9_-]*$/;

/** Logins compare without case. */
function readOwners(written: string): readonly string[] | null {
  const logins = written.split(",").map((login) => login.trim().toLowerCase());
  return logins.every((login) => LOGIN.test(login)) ? logins : null;
}

const SHAPE = "expected slack+https://…, teams+https://… or json+https://… (found something else).";
const PLAIN = "http is for this machine only (127.0.0.1, localhost); expected https.";
const PRIVATE = "it leads to a private address; expected one on the public internet.";

/** Text for what can't be used. */
function readAddress(written: string): Pick<Channel, "format" | "url"> | string {
  const [, kind = "", address = ""] = /^([a-z]+)\+(https?:\/\/\S+)$/i.exec(written.trim()) ?? [];
  const format = FORMATS.find((each) => each === kind.toLowerCase());
  if (format === undefined || !URL.canParse(address)) return SHAPE;
  const { protocol, hostname, href } = new URL(address);
  if (isLoopbackHost(hostname)) return { format, url: href };
  if (protocol === "http:") return PLAIN;
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  return isIP(host) !== 0 && isPrivateAddress(host) ? PRIVATE : { format, url: href };
}

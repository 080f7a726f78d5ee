// Which addresses are not on the public internet: no channel leads there.
import { BlockList, isIP } from "node:net";

/** https://www.iana.org/assignments/iana-ipv4-special-registry and https://www.iana.org/assignments/iana-ipv6-special-registry */
const V4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
];
/** Those that carry an IPv4 address are refused whole. */
const V6 = [
  "::/96",
  "64:ff9b::/96",
  "64:ff9b:1::/48",
  "100::/64",
  "2001::/23",
  "2001:db8::/32",
  "2002::/16",
  "fc00::/7",
  "fe80::/9",
  "ff00::/8",
];

const listed = new BlockList();
for (const [ranges, family] of [
  [V4, "ipv4"],
  [V6, "ipv6"],
] as const)
  for (const range of ranges) {
    const [address = "", bits = ""] = range.split("/");
    listed.addSubnet(address, Number(bits), family);
  }

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

const isIn = (list: BlockList, address: string): boolean => {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 4 ? "ipv4" : "ipv6");
};

/** Of an address as digits; one that is no address is none that may be called. An IPv4 address in an IPv6 one counts as it. */
export const isPrivateAddress = (address: string): boolean => isIP(address) === 0 || isIn(listed, address);

/** Of a host in a URL. */
export const isLoopbackHost = (host: string): boolean =>
  host === "localhost" || isIn(loopback, host.replace(/^\[(.*)\]$/, "$1"));

import { BlockList, isIP } from "node:net";

/** A host that stays reachable: its name or address, `*.` before it for all below it, `:port` behind it for one port; or a pattern of names. */
export type HostPattern = string | RegExp;

const thisMachine = new BlockList();
thisMachine.addSubnet("127.0.0.0", 8, "ipv4");
thisMachine.addAddress("::1", "ipv6");
// What a server listens on; a client that connects to it reaches itself.
thisMachine.addAddress("0.0.0.0", "ipv4");
thisMachine.addAddress("::", "ipv6");

/** Whether a connection is one that a block lets through. */
export function isAllowed(
  target: { readonly host: string | undefined; readonly port: number | undefined },
  block: { readonly allow?: readonly HostPattern[] | undefined; readonly loopback?: boolean | undefined },
): boolean {
  const host = plainHost(target.host ?? "localhost");
  if (block.loopback !== false && isLoopback(host)) return true;
  return (block.allow ?? []).some((pattern) => matches(pattern, host, target.port));
}

/** In small letters, without the brackets of an IPv6 address and the dot that ends a full name. */
function plainHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, "$1")
    .replace(/\.$/, "");
}

function isLoopback(host: string): boolean {
  if (host === "localhost" || host.endsWith(".localhost")) return true;
  const version = isIP(host);
  return version !== 0 && thisMachine.check(host, version === 6 ? "ipv6" : "ipv4");
}

function matches(pattern: HostPattern, host: string, port: number | undefined): boolean {
  if (typeof pattern !== "string") return new RegExp(pattern.source, pattern.flags.replaceAll(/[gy]/g, "")).test(host);
  // A colon is the mark of a port, unless there are several, as in an IPv6 address without brackets.
  const parts = /^(\[.*\]|[^:]*):(\d+)$/.exec(pattern);
  if (parts && Number(parts[2]) !== port) return false;
  const wanted = plainHost(parts?.[1] ?? pattern);
  return wanted.startsWith("*.") ? host.endsWith(wanted.slice(1)) : host === wanted;
}

import net from "node:net";
import { ConfigurationError } from "../core/errors.ts";
import { isAllowed, type HostPattern } from "./allowed-hosts.ts";
import { connectionOf } from "./connection-target.ts";

/** What stays reachable while the network is blocked. */
export interface BlockNetworkOptions {
  /** Hosts by name or address (`"db.test"`, `"*.internal"`, `"10.0.0.5"`), with a port if only that one (`"db.test:5432"`), or what their names match. */
  readonly allow?: readonly HostPattern[] | undefined;
  /** Whether this machine stays reachable: `localhost`, `127.0.0.0/8`, `::1`. Default true. */
  readonly loopback?: boolean | undefined;
}

/** Ends a block: call it, or let `using` do it. A second time does nothing. */
export interface NetworkBlock extends Disposable {
  (): void;
}

/** A connection was refused because the network is blocked. */
export class NetworkBlockedError extends ConfigurationError {
  readonly host: string;
  readonly port: number | undefined;

  constructor(host: string, port: number | undefined) {
    const target = port === undefined ? host : `${host.includes(":") ? `[${host}]` : host}:${port}`;
    super(`The network is blocked: no connection to "${target}".`, {
      hint: `Give agents a model that needs none (withModel(scriptedModel([...]), ...)), or allow the host: blockNetwork({ allow: ["${host}"] }).`,
    });
    this.host = host;
    this.port = port;
  }
}

interface Blocks {
  readonly list: BlockNetworkOptions[];
  remove: (() => void) | undefined;
}

/** One list for the whole process, also where this package is there twice: all blocks patch the same functions. */
const key = Symbol.for("msgflux.network-blocks");

/**
 * Refuses every connection out of this process except to this machine and to hosts that are allowed: `fetch`, `node:http(s)`,
 * `node:net`, `node:tls`, undici, and whatever is built on them. A refused connection fails as one that nobody answers, with a
 * `NetworkBlockedError`. Sockets of the file system stay open, and so do connections that are open already. Of several blocks the latest
 * decides; each call gives the function that ends its own block, in any order.
 *
 * ```ts
 * const unblock = blockNetwork({ allow: ["db.test:5432"] }); // in the set-up file of the tests
 * using _ = blockNetwork({ loopback: false });               // or for one test
 * ```
 */
export function blockNetwork(options: BlockNetworkOptions = {}): NetworkBlock {
  const blocks = blocksOfProcess();
  const block = { ...options };
  blocks.list.push(block);
  blocks.remove ??= install(blocks);
  const end = (): void => {
    const at = blocks.list.indexOf(block);
    if (at < 0) return;
    blocks.list.splice(at, 1);
    if (blocks.list.length > 0) return;
    blocks.remove?.();
    blocks.remove = undefined;
  };
  return Object.assign(end, { [Symbol.dispose]: end });
}

function blocksOfProcess(): Blocks {
  // Only this function writes the key.
  const holder = globalThis as { [key]?: Blocks };
  return (holder[key] ??= { list: [], remove: undefined });
}

function install(blocks: Blocks): () => void {
  const removals = [blockSockets(blocks), clearFetchErrors()];
  return () => {
    for (const remove of removals) remove();
  };
}

/** Every connection of this process goes through this one method of sockets, those of the built-in `fetch` too. */
function blockSockets(blocks: Blocks): () => void {
  const { connect } = net.Socket.prototype;
  const blocked = function (this: net.Socket, ...args: unknown[]): net.Socket {
    const target = connectionOf(args);
    const block = blocks.list.at(-1);
    if (target.host === undefined || block === undefined || isAllowed(target, block)) return Reflect.apply(connect, this, args);
    const error = new NetworkBlockedError(target.host, target.port);
    // As if the name could not be found: that is where whoever connects expects an error, and nothing has left the process yet.
    const lookup: net.LookupFunction = (_host, _options, done) => process.nextTick(done, error, "", 4);
    return Reflect.apply(connect, this, [{ ...target.options, host: "blocked.invalid", lookup }, target.listener]);
  };
  net.Socket.prototype.connect = blocked;
  return () => {
    if (net.Socket.prototype.connect === blocked) net.Socket.prototype.connect = connect;
  };
}

/** `fetch` hides what went wrong behind "fetch failed"; this shows a refusal as what it is. */
function clearFetchErrors(): () => void {
  const { fetch } = globalThis;
  const clear: typeof fetch = (...args) =>
    fetch(...args).catch((error: unknown) => {
      const cause: unknown = error instanceof Error ? error.cause : undefined;
      throw cause instanceof NetworkBlockedError ? cause : error;
    });
  globalThis.fetch = clear;
  return () => {
    if (globalThis.fetch === clear) globalThis.fetch = fetch;
  };
}

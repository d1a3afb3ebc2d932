import type { Dispatcher } from "undici";
import { env } from "../../core/env.ts";
import { beginsToConnect } from "./exchange.ts";

type Undici = typeof import("undici");

/** Where undici (Node's own and the package) keeps the dispatcher that an application has set for everything. */
const globalDispatcher = Symbol.for("undici.globalDispatcher.1");
const firstFetch = globalThis.fetch;
const carriers = new Map<string, Dispatcher>();
let undici: Promise<Undici | undefined> | undefined;

/**
 * What carries requests: one pool of connections per origin, shared by the whole process, through the proxies that the environment
 * names. Undefined where that cannot be or should not be: outside of Node, and when an application has put something else in the place
 * of `fetch` or of undici's global dispatcher, as tests, tracers and own proxies do. Then `fetch` itself is the way.
 */
export async function carrier(): Promise<Dispatcher | undefined> {
  if (globalThis.fetch !== firstFetch || ownDispatcher()) return undefined;
  const loaded = await (undici ??= load());
  if (loaded === undefined) return undefined;
  const proxies = proxyKey();
  const kept = carriers.get(proxies) ?? make(loaded, proxies);
  carriers.set(proxies, kept);
  return kept;
}

/** Not before the first request: loading it takes longer than all of this library. */
async function load(): Promise<Undici | undefined> {
  const { versions } = globalThis.process ?? {};
  if (versions?.node === undefined || "bun" in versions || "deno" in versions) return undefined;
  return import("undici").catch(() => undefined);
}

function ownDispatcher(): boolean {
  const set: unknown = Reflect.get(globalThis, globalDispatcher);
  return typeof set === "object" && set !== null && set.constructor.name !== "Agent";
}

function proxyKey(): string {
  const http = env("http_proxy") ?? env("HTTP_PROXY") ?? "";
  return `${http} ${env("https_proxy") ?? env("HTTPS_PROXY") ?? http}`;
}

function make({ Agent, buildConnector, EnvHttpProxyAgent }: Undici, proxies: string): Dispatcher {
  // How long an answer may take is for the policy of the call to say.
  const limits = { headersTimeout: 0, bodyTimeout: 0 };
  // Like every other client, ask a proxy for http URLs themselves and for a tunnel to https ones.
  if (proxies !== " ") return new EnvHttpProxyAgent({ ...limits, proxyTunnel: false });
  const connector = buildConnector({});
  // The connector gives its socket back; its type does not say so.
  const connect: typeof connector = (options, callback) => beginsToConnect(connector(options, callback) as unknown as SocketOf);
  return new Agent({ ...limits, connect });
}

type SocketOf = Parameters<typeof beginsToConnect>[0];

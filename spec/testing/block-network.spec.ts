import http from "node:http";
import http2 from "node:http2";
import https from "node:https";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import tls from "node:tls";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { fetch as undiciFetch, request as undiciRequest } from "undici";
import { agent } from "msgflux";
import { ConfigurationError } from "../../lib/core/errors.ts";
import { Model } from "../../lib/model/model.ts";
import { makePolicy } from "../../lib/model/make-policy.ts";
import { blockNetwork, NetworkBlockedError, type NetworkBlock } from "../../lib/testing/block-network.ts";
import { startLoopback, type Loopback } from "../support/loopback.ts";

// Reserved by RFC 5737 and RFC 2606: nobody ever answers there.
const address = "192.0.2.7";
const name = "nobody.example";

let server: Loopback;
const blocks: NetworkBlock[] = [];
const block = (...args: Parameters<typeof blockNetwork>) => {
  const made = blockNetwork(...args);
  blocks.push(made);
  return made;
};
beforeAll(async () => {
  server = await startLoopback((_request, response) => void response.end("here"));
});
afterAll(() => server.close());
afterEach(() => {
  for (const end of blocks.splice(0)) end();
});

/** What becomes of a socket or request: `"open"`, or the error. */
function outcome(emitter: NodeJS.EventEmitter, opened = "connect"): Promise<unknown> {
  return new Promise((resolve) => {
    emitter.once(opened, () => resolve("open")).once("error", resolve);
  }).finally(() => Reflect.get(emitter, "destroy") && (emitter as net.Socket).destroy());
}

/** The error under which a connection was refused, or one of its causes. */
function refusal(thrown: unknown): unknown {
  return thrown instanceof NetworkBlockedError || !(thrown instanceof Error) || thrown.cause === undefined ? thrown : refusal(thrown.cause);
}

const ways: readonly (readonly [string, (host: string) => Promise<unknown>])[] = [
  ["fetch", (host) => fetch(`http://${host}:1234/`).then(() => "open", refusal)],
  ["fetch over TLS", (host) => fetch(`https://${host}:1234/`).then(() => "open", refusal)],
  ["fetch of undici", (host) => undiciFetch(`http://${host}:1234/`).then(() => "open", refusal)],
  ["request of undici", (host) => undiciRequest(`http://${host}:1234/`).then(() => "open", refusal)],
  ["http.get", (host) => outcome(http.get(`http://${host}:1234/`), "response")],
  ["http.get without an agent", (host) => outcome(http.get({ host, port: 1234, agent: false, path: "/x" }), "response")],
  ["https.request", (host) => outcome(https.request({ host, port: 1234, path: "/x" }).end(), "response")],
  ["http2.connect", (host) => outcome(http2.connect(`http://${host}:1234`))],
  ["net.connect with options", (host) => outcome(net.connect({ host, port: 1234 }))],
  ["net.connect with port and host", (host) => outcome(net.connect(1234, host))],
  ["net.createConnection with a listener", (host) => outcome(net.createConnection(1234, host, () => {}))],
  ["a socket of its own", (host) => outcome(new net.Socket().connect({ host, port: 1234 }))],
  ["a socket with the port as a text", (host) => outcome(new net.Socket().connect("1234" as unknown as number, host))],
  ["tls.connect", (host) => outcome(tls.connect({ host, port: 1234 }), "secureConnect")],
  ["tls.connect with port and host", (host) => outcome(tls.connect(1234, host, {}), "secureConnect")],
  [
    "WebSocket",
    (host) => new Promise((resolve) => new WebSocket(`ws://${host}:1234`).addEventListener("error", (event) => resolve(event))),
  ],
];

describe("the network is blocked in all specs", () => {
  it.each(ways.slice(0, -1))("%s reaches nobody by name or address", async (_, connect) => {
    for (const host of [name, address]) {
      const error = await connect(host);
      expect(error).toBeInstanceOf(NetworkBlockedError);
      expect(error).toMatchObject({ host, port: 1234, code: "configuration" });
    }
  });

  it("with an error that names the host and says what to do", async () => {
    const error: unknown = await fetch(`https://${name}/v1`).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).toBe(
      `NetworkBlockedError: The network is blocked: no connection to "${name}:443". Give agents a model that needs none (withModel(scriptedModel([...]), ...)), or allow the host: blockNetwork({ allow: ["${name}"] }).`,
    );
    const ipv6: unknown = await outcome(net.connect(80, "2001:db8::1"));
    expect(String(ipv6)).toContain('no connection to "[2001:db8::1]:80"');
  });

  it("for web sockets", async () => {
    const [, connect] = ways.at(-1) ?? [];
    await expect(connect?.(name)).resolves.toMatchObject({ type: "error" });
  });

  it("before a name is looked up", async () => {
    const lookup = vi.fn();
    expect(await outcome(net.connect({ host: name, port: 1, lookup }))).toBeInstanceOf(NetworkBlockedError);
    expect(lookup).not.toHaveBeenCalled();
  });

  it("for what is written before there is a connection", async () => {
    const socket = net.connect(1234, name);
    const written = new Promise((resolve) => socket.write("x", resolve));
    expect(await outcome(socket)).toBeInstanceOf(NetworkBlockedError);
    expect(await written).toBeInstanceOf(Error);
  });

  it("for providers: the error of the model says it", async () => {
    const model = Model.chatCompletion("openai/gpt-4.1-mini", { apiKey: "k", baseURL: `https://${name}/v1` });
    const clerk = agent("Help.", { model, policy: makePolicy({ retry: false, breaker: false }) });
    await expect(clerk("x")).rejects.toThrow(`The network is blocked: no connection to "${name}:443".`);
  });

  it("but not this machine", async () => {
    expect(await (await fetch(server.url)).text()).toBe("here");
    const port = Number(new URL(server.url).port);
    expect(await outcome(http.get({ host: "localhost", port, family: 4 }), "response")).toBe("open");
    expect(await outcome(net.connect(port))).toBe("open");
    for (const host of ["127.0.0.1", "0.0.0.0", "::ffff:127.0.0.1"]) expect(await outcome(net.connect(port, host)), host).toBe("open");
    // Nobody listens there, but it is asked.
    for (const host of ["127.1.2.3", "::1"]) expect(await outcome(net.connect(1, host)), host).not.toBeInstanceOf(NetworkBlockedError);
  });

  it("nor sockets of the file system", async () => {
    const path = join(tmpdir(), `block-${process.pid}.sock`);
    const local = net.createServer((socket) => socket.end()).listen(path);
    await new Promise((resolve) => local.once("listening", resolve));
    expect(await outcome(net.connect(path))).toBe("open");
    expect(await outcome(net.connect({ path }))).toBe("open");
    expect(await outcome(http.get({ socketPath: path }), "response")).not.toBeInstanceOf(NetworkBlockedError);
    local.close();
  });
});

describe("hosts that are allowed", () => {
  /** Whether a connection is let through; where to does not matter, as nobody is asked for the address. */
  async function passes(host: string, port = 1234): Promise<boolean> {
    const lookup: net.LookupFunction = (_host, _options, done) => done(new Error("let through"), "", 4);
    return !((await outcome(net.connect({ host, port, lookup }))) instanceof NetworkBlockedError);
  }

  it.each([
    ["db.test", "db.test", true],
    ["db.test", "DB.test.", true],
    ["db.test", "my.db.test", false],
    ["*.test", "db.test", true],
    ["*.test", "a.b.test", true],
    ["*.test", "test", false],
    ["db.test:1234", "db.test", true],
    ["db.test:99", "db.test", false],
    [/^db\d?\.test$/g, "db1.test", true],
    [/^db\d?\.test$/, "db12.test", false],
  ])("%s: %s %s", async (allowed, host, passing) => {
    block({ allow: [allowed] });
    expect(await passes(host)).toBe(passing);
    expect(await passes(host)).toBe(passing);
    expect(await passes(name)).toBe(false);
  });

  it("may be addresses; this machine need not be among them", async () => {
    const port = Number(new URL(server.url).port);
    block({ loopback: false });
    expect(await outcome(net.connect(port, "127.0.0.1"))).toBeInstanceOf(NetworkBlockedError);
    expect(await outcome(net.connect(port))).toMatchObject({ host: "localhost" });
    block({ loopback: false, allow: ["127.0.0.1"] });
    expect(await outcome(net.connect(port, "127.0.0.1"))).toBe("open");
    block({ loopback: false, allow: ["[::1]:7", "2001:db8::1"] });
    expect(await outcome(net.connect(8, "::1"))).toBeInstanceOf(NetworkBlockedError);
    expect(await outcome(net.connect(7, "::1"))).not.toBeInstanceOf(NetworkBlockedError);
  });
});

describe("blocks", () => {
  const reachable = async () => (await outcome(net.connect(Number(new URL(server.url).port), "127.0.0.1"))) === "open";

  it("of which the latest decides, and each is ended by itself in any order, more than once", async () => {
    const first = block({ loopback: false });
    const second = block();
    expect(await reachable()).toBe(true);
    const third = block({ loopback: false });
    second();
    expect(await reachable()).toBe(false);
    second();
    third();
    expect(await reachable()).toBe(false);
    first();
    first();
    expect(await reachable()).toBe(true);
  });

  it("end with the scope of `using`", async () => {
    {
      using _ = blockNetwork({ loopback: false });
      expect(await reachable()).toBe(false);
    }
    expect(await reachable()).toBe(true);
  });

  it("leave everything as it was after the last one", async () => {
    // In a process of its own: here the block of all specs stays.
    const { execFileSync } = await import("node:child_process");
    const source = new URL("../../lib/testing/block-network.ts", import.meta.url).href;
    const script = `
      import net from "node:net";
      const { connect } = net.Socket.prototype;
      const { fetch } = globalThis;
      const { blockNetwork } = await import(${JSON.stringify(source)});
      const same = () => net.Socket.prototype.connect === connect && globalThis.fetch === fetch;
      const before = same();
      const ends = [blockNetwork(), blockNetwork()];
      const during = same();
      ends[0](); ends[0]();
      const half = same();
      ends[1]();
      const after = same();
      const again = blockNetwork();
      const stub = () => {};
      globalThis.fetch = stub;
      again();
      console.log(JSON.stringify([before, during, half, after, globalThis.fetch === stub, net.Socket.prototype.connect === connect]));`;
    const output = execFileSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
      cwd: new URL("../..", import.meta.url),
      encoding: "utf8",
    });
    expect(JSON.parse(output)).toEqual([true, false, false, true, true, true]);
  });
});

describe("an agent under blockNetwork", () => {
  it("fails at once with the refusal itself: not asked again, and no fallback hides it", async () => {
    const block = blockNetwork();
    try {
      let fallbacks = 0;
      const options = {
        model: Model.chatCompletion("openai/any", { apiKey: "k", baseURL: "http://provider.invalid/v1" }),
        fallback: () => (fallbacks += 1),
      };
      await expect(agent("", options)("x")).rejects.toBeInstanceOf(NetworkBlockedError);
      expect(fallbacks).toBe(0);
    } finally {
      block();
    }
  });
});

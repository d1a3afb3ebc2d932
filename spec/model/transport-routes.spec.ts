import http from "node:http";
import net from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { exchange } from "../../lib/model/transport/exchange.ts";
import { transport } from "../../lib/model/transport/transport.ts";
import { certificateFile, inProcess, originOf, startServer, type Origin } from "./transport/origins.ts";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

/** A proxy that knows the host model.test, and remembers what it was asked for. */
async function proxyTo(origin: Origin): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = http.createServer((incoming, response) => {
    asked.push(`${incoming.method} ${incoming.url} ${incoming.headers["proxy-authorization"] ?? ""}`.trim());
    const { pathname } = new URL(incoming.url ?? "");
    const { method, headers } = incoming;
    const onward = http.request({ host: "127.0.0.1", port: origin.port, path: pathname, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(onward);
  });
  server.on("connect", (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    const onward = net.connect(origin.port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
  });
  const { port } = await startServer(server);
  return { url: `http://127.0.0.1:${port}`, asked };
}

const getText = (url: string) => `console.log(await (await transport(${JSON.stringify(url)}, { method: "POST", body: "{}" })).text());`;

describe("a proxy of the environment", () => {
  it("is asked for http URLs, with its password", async () => {
    const origin = await originOf((response, { body }) => response.end(`behind: ${body.toString()}`));
    const proxy = await proxyTo(origin);
    vi.stubEnv("HTTP_PROXY", proxy.url.replace("//", "//user:pass@"));
    const response = await transport("http://model.test/v1", { method: "POST", body: "hello" });
    expect(await response.text()).toBe("behind: hello");
    expect(proxy.asked).toEqual([`POST http://model.test/v1 Basic ${btoa("user:pass")}`]);
    expect(origin.arrived).toMatchObject([{ path: "/v1", headers: { host: "model.test" } }]);
  });

  it("is not asked for the hosts of NO_PROXY", async () => {
    const origin = await originOf((response) => response.end("direct"));
    const proxy = await proxyTo(origin);
    vi.stubEnv("http_proxy", proxy.url);
    vi.stubEnv("NO_PROXY", "elsewhere.test,127.0.0.1");
    expect(await (await transport(origin.url)).text()).toBe("direct");
    expect(proxy.asked).toEqual([]);
  });

  it("tunnels to https URLs", async () => {
    const origin = await originOf((response) => response.end("secret"), { secure: true });
    const proxy = await proxyTo(origin);
    const env = { HTTPS_PROXY: proxy.url, NO_PROXY: "", NODE_EXTRA_CA_CERTS: certificateFile };
    expect(await inProcess(getText("https://model.test/v1"), env)).toBe("secret");
    expect(proxy.asked).toEqual(["CONNECT model.test:443"]);
  });
});

describe("TLS", () => {
  it("takes the certificates Node was given", async () => {
    const { port } = await originOf((response) => response.end("secret"), { secure: true });
    expect(await inProcess(getText(`https://localhost:${port}`), { NODE_EXTRA_CA_CERTS: certificateFile })).toBe("secret");
  });

  it("refuses a server that nobody vouches for", async () => {
    const { url, arrived } = await originOf((response) => response.end("secret"), { secure: true });
    await expect(transport(url)).rejects.toMatchObject({ message: "fetch failed", cause: { code: "DEPTH_ZERO_SELF_SIGNED_CERT" } });
    expect(arrived).toEqual([]);
  });
});

describe("a process", () => {
  it("ends although a connection is kept", async () => {
    const { url, sockets } = await originOf((response) => response.end("bye"));
    expect(await inProcess(getText(url))).toBe("bye");
    expect(sockets.length).toBe(1);
  });

  it("loads undici with its first request, and not before", async () => {
    const { url } = await originOf((response) => response.end());
    const loaded = 'const loaded = () => Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes("/undici/"));';
    const program = `import { createRequire } from "node:module"; ${loaded} const before = loaded(); await transport("${url}"); console.log(before, loaded());`;
    expect(await inProcess(program)).toBe("false true");
  });
});

describe("what is left to the global fetch", () => {
  it("are other protocols, requests as objects, and URLs it would refuse", async () => {
    const { url } = await originOf((response) => response.end("served"));
    expect(await (await transport("data:text/plain,inline")).text()).toBe("inline");
    expect(await (await transport(new Request(url))).text()).toBe("served");
    await expect(transport("http://user:pass@127.0.0.1/")).rejects.toThrow(/credentials/);
    await expect(transport("not a url")).rejects.toThrow(TypeError);
  });

  it("is everything, where somebody has replaced it", async () => {
    const calls: unknown[] = [];
    vi.stubGlobal("fetch", async (input: unknown) => {
      calls.push(input);
      return new Response("replaced");
    });
    expect(await (await transport("http://model.test/")).text()).toBe("replaced");
    expect(calls).toEqual(["http://model.test/"]);
  });

  it("is everything, where somebody has set a dispatcher of their own for it", async () => {
    const program = `
      import { MockAgent, setGlobalDispatcher } from "undici";
      const agent = new MockAgent();
      agent.disableNetConnect();
      agent.get("http://model.test").intercept({ path: "/", method: "GET" }).reply(200, "mocked");
      setGlobalDispatcher(agent);
      console.log(await (await transport("http://model.test/")).text());`;
    expect(await inProcess(program)).toBe("mocked");
  });
});

describe("time", () => {
  it("is not limited here, but by the policy of the call", async () => {
    const asked: object[] = [];
    const dispatcher = { dispatch: (options: object) => asked.push(options) > 0 };
    const request = {
      url: new URL("http://model.test/"),
      method: "GET",
      headers: [],
      body: undefined,
      signal: undefined,
      redirect: "follow",
    } as const;
    void exchange(dispatcher as never, { ...request, headers: [] });
    expect(asked).toMatchObject([{ headersTimeout: 0, bodyTimeout: 0 }]);
  });
});

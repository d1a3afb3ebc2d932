import zlib from "node:zlib";
import { describe, expect, it } from "vitest";
import { transport } from "../../lib/model/transport/transport.ts";
import { gate, originOf } from "./transport/origins.ts";

const text = "Grüße, ".repeat(1000);

describe("a compressed answer", () => {
  it.each([
    ["gzip", zlib.gzipSync(text)],
    ["X-GZIP", zlib.gzipSync(text)],
    ["deflate", zlib.deflateSync(text)],
    ["br", zlib.brotliCompressSync(text)],
    ["zstd", zlib.zstdCompressSync(text)],
    ["gzip, br", zlib.brotliCompressSync(zlib.gzipSync(text))],
    ["identity", Buffer.from(text)],
  ])("of %s is read although nobody asked for it", async (coding, body) => {
    const { url } = await originOf((response) => response.setHeader("content-encoding", coding).end(body));
    expect(await (await transport(url)).text()).toBe(text);
    expect(await new Response((await transport(url)).body).text()).toBe(text);
  });

  it("is given as it is when its coding is not known", async () => {
    const { url } = await originOf((response) => response.setHeader("content-encoding", "aes128gcm").end("?"));
    expect(await (await transport(url)).text()).toBe("?");
  });

  it("comes piece by piece when it is sent so", async () => {
    const second = gate();
    const { url } = await originOf(async (response) => {
      const gzip = zlib.createGzip();
      gzip.pipe(response.setHeader("content-encoding", "gzip"));
      gzip.write("first");
      gzip.flush();
      await second.opened;
      gzip.end("second");
    });
    const response = await transport(url);
    const reader = response.body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe("first");
    second.open();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe("second");
    expect(await reader?.read()).toMatchObject({ done: true });
  });

  it("that is no such thing, or ends too early, is an error of reading", async () => {
    const { url } = await originOf((response) => response.setHeader("content-encoding", "gzip").end("not compressed"));
    await expect((await transport(url)).text()).rejects.toMatchObject({ code: "Z_DATA_ERROR" });
    const cut = await originOf((response) => response.setHeader("content-encoding", "gzip").end(zlib.gzipSync(text).subarray(0, -10)));
    await expect((await transport(cut.url)).text()).rejects.toMatchObject({ code: "Z_BUF_ERROR" });
  });
});

describe("a redirection", () => {
  const redirecting = (status: number, location = "/there") =>
    originOf((response, { path }) => (path === "/here" ? response.writeHead(status, { location }).end("moved") : response.end("arrived")));
  const post = { method: "POST", body: "{}", headers: { authorization: "Bearer k", "content-type": "application/json" } };

  it.each([307, 308])("of %i repeats the request", async (status) => {
    const { url, arrived } = await redirecting(status);
    const response = await transport(`${url}/here`, post);
    expect(response).toMatchObject({ status: 200, redirected: true, url: `${url}/there` });
    expect(await response.text()).toBe("arrived");
    const sent = { method: "POST", body: Buffer.from("{}"), headers: { authorization: "Bearer k", "content-type": "application/json" } };
    expect(arrived).toMatchObject([sent, sent]);
  });

  it.each([301, 302, 303])("of %i makes a POST a GET", async (status) => {
    const { url, arrived } = await redirecting(status);
    await transport(`${url}/here`, post);
    expect(arrived[1]).toMatchObject({ method: "GET", body: Buffer.alloc(0), headers: { authorization: "Bearer k" } });
    expect(arrived[1]?.headers).not.toHaveProperty("content-type");
  });

  it("to another server takes no key along", async () => {
    const other = await originOf((response) => response.end("elsewhere"));
    const { url } = await redirecting(307, `${other.url}/x`);
    const headers = { ...post.headers, cookie: "a=1", "x-kept": "1" };
    expect(await (await transport(`${url}/here`, { ...post, headers })).text()).toBe("elsewhere");
    expect(other.arrived).toMatchObject([{ method: "POST", headers: { "x-kept": "1", "content-type": "application/json" } }]);
    for (const name of ["authorization", "cookie"]) expect(other.arrived[0]?.headers).not.toHaveProperty(name);
  });

  it.each([
    ["without end", "/here", {}],
    ["to another protocol", "ftp://model.test/", {}],
    ["that is not wanted", "/there", { redirect: "error" }],
    ["of a body that is sent as it comes", "/there", { body: new Blob(["x"]).stream(), duplex: "half" }],
  ] as const)("%s is an error", async (_, location, init) => {
    const { url, arrived } = await redirecting(307, location);
    await expect(transport(`${url}/here`, { ...post, ...init } as RequestInit)).rejects.toMatchObject({
      name: "TypeError",
      message: "fetch failed",
    });
    expect(arrived.length).toBe(location === "/here" ? 21 : 1);
  });

  it("is given as it is when that is asked for, or when it leads nowhere", async () => {
    const { url } = await redirecting(307);
    const manual = await transport(`${url}/here`, { ...post, redirect: "manual" });
    expect([manual.status, manual.headers.get("location"), await manual.text()]).toEqual([307, "/there", "moved"]);
    const nowhere = await originOf((response) => response.writeHead(302).end());
    expect((await transport(nowhere.url)).status).toBe(302);
  });
});

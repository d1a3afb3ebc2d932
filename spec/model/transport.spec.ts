import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { transport } from "../../lib/model/transport/transport.ts";
import { closed, originOf } from "./transport/origins.ts";

const post = (body: NonNullable<RequestInit["body"]>, headers: Record<string, string> = {}) =>
  ({ method: "post", body, headers, duplex: "half" }) as RequestInit;
const megabytes = (count: number) => Buffer.alloc(count * 1024 * 1024, "0123456789abcdef");
const hash = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe("a request", () => {
  it("arrives as it was given, with its length, and asks for no compression", async () => {
    const { url, arrived } = await originOf((response) => response.end("{}"));
    await transport(`${url}/v1/chat?a=b%20c#part`, post("Grüße", { "content-type": "application/json", Authorization: "Bearer k" }));
    expect(arrived).toMatchObject([{ method: "POST", path: "/v1/chat?a=b%20c", body: Buffer.from("Grüße") }]);
    expect(arrived[0]?.headers).toMatchObject({ "content-type": "application/json", authorization: "Bearer k", "content-length": "7" });
    expect(arrived[0]?.headers).toMatchObject({ accept: "*/*", connection: "keep-alive" });
    expect(arrived[0]?.headers).not.toHaveProperty("accept-encoding");
    expect(arrived[0]?.names.filter((name) => name === "content-type")).toHaveLength(1);
  });

  it("is a GET without a body unless told, from a URL object too", async () => {
    const { url, arrived } = await originOf((response) => response.end());
    await transport(new URL(`${url}/models`));
    expect(arrived).toMatchObject([{ method: "GET", path: "/models", body: Buffer.alloc(0) }]);
    expect(arrived[0]?.headers).not.toHaveProperty("content-type");
  });

  it.each([
    ["text", "abc", "text/plain;charset=UTF-8"],
    ["bytes", Buffer.from("abc"), undefined],
    ["a buffer", new Uint8Array([97, 98, 99]).buffer, undefined],
    ["a blob", new Blob(["abc"], { type: "audio/wav" }), "audio/wav"],
    ["a stream", new Blob(["abc"]).stream(), undefined],
    [
      "pieces",
      (async function* () {
        yield* [Buffer.from("ab"), Buffer.from("c")];
      })(),
      undefined,
    ],
  ] as const)("may carry %s", async (_, body, type) => {
    const { url, arrived } = await originOf((response) => response.end());
    await transport(url, post(body));
    expect(arrived[0]?.body.toString()).toBe("abc");
    expect(arrived[0]?.headers["content-type"]).toBe(type);
  });

  it("may carry a form with a file, and parameters", async () => {
    const { url, arrived } = await originOf((response) => response.end());
    const form = new FormData();
    form.append("model", "whisper-1");
    form.append("file", new File(["sound"], "a.wav", { type: "audio/wav" }));
    await transport(url, post(form));
    await transport(url, post(new URLSearchParams({ a: "b c" })));
    const [sent, parameters] = arrived;
    expect(sent?.headers["content-length"]).toBe(String(sent?.body.length));
    const type = sent?.headers["content-type"] ?? "";
    const read = await new Response(sent?.body, { headers: { "content-type": type } }).formData();
    expect(read.get("model")).toBe("whisper-1");
    expect(read.get("file")).toMatchObject({ name: "a.wav", type: "audio/wav", size: 5 });
    expect(parameters?.body.toString()).toBe("a=b+c");
    expect(parameters?.headers["content-type"]).toBe("application/x-www-form-urlencoded;charset=UTF-8");
  });

  it("may be large, and so may the answer", async () => {
    const { url, arrived } = await originOf((response, request) => response.end(request.body));
    const body = megabytes(24);
    const response = await transport(url, post(body));
    expect(hash(await response.bytes())).toBe(hash(body));
    expect(hash(arrived[0]?.body ?? Buffer.alloc(0))).toBe(hash(body));
  });
});

describe("an answer", () => {
  it("has status, headers and a body that is read once", async () => {
    const { url } = await originOf((response) => {
      response.writeHead(429, "Slow Down", { "content-type": "application/json", "x-request-id": "r1", "set-cookie": ["a=1", "b=2"] });
      response.end('\uFEFF{"a":"ü"}');
    });
    const response = await transport(`${url}/x`);
    expect(response).toBeInstanceOf(Response);
    expect(response).toMatchObject({
      status: 429,
      statusText: "Slow Down",
      ok: false,
      url: `${url}/x`,
      redirected: false,
      bodyUsed: false,
    });
    expect(response.headers.get("X-Request-Id")).toBe("r1");
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(await response.json()).toEqual({ a: "ü" });
    expect(response.bodyUsed).toBe(true);
    await expect(response.text()).rejects.toThrow(TypeError);
    expect(() => response.clone()).toThrow(TypeError);
    expect(response.bodyUsed).toBe(true);
  });

  it.each(["text", "json", "bytes", "arrayBuffer", "blob"] as const)("gives the same %s as a Response", async (way) => {
    const { url } = await originOf((response) => response.setHeader("content-type", "application/json").end('[1,"ü"]'));
    const given: unknown = await (await transport(url))[way]();
    const expected: unknown = await (await fetch(url))[way]();
    expect(given).toEqual(expected);
    const afterBody = await transport(url);
    expect(afterBody.body?.locked).toBe(false);
    expect(await afterBody[way]()).toEqual(expected);
  });

  it("gives forms, clones and a stream", async () => {
    const { url } = await originOf((response) => response.setHeader("content-type", "application/x-www-form-urlencoded").end("a=b"));
    expect((await (await transport(url)).formData()).get("a")).toBe("b");
    const first = await transport(url);
    const second = first.clone();
    expect([second.url, second.status, second.headers.get("content-type")]).toEqual([first.url, 200, "application/x-www-form-urlencoded"]);
    expect(await Promise.all([first.text(), second.text()])).toEqual(["a=b", "a=b"]);
    const pieces: Uint8Array[] = [];
    for await (const piece of (await transport(url)).body ?? []) pieces.push(piece);
    expect(Buffer.concat(pieces).toString()).toBe("a=b");
  });

  it("has no body after 204 and after HEAD", async () => {
    const { url } = await originOf((response, { method }) => response.writeHead(method === "HEAD" ? 200 : 204).end());
    const nothing = await transport(url);
    expect([nothing.status, nothing.body, await nothing.text()]).toEqual([204, null, ""]);
    expect(await (await transport(url, { method: "HEAD" })).text()).toBe("");
  });

  it("comes piece by piece, and holds the server back while nobody reads", async () => {
    const total = 64;
    let written = 0;
    const { url } = await originOf(async (response) => {
      for (; written < total; written += 1)
        if (!response.write(megabytes(1))) await new Promise((resolve) => response.once("drain", resolve));
      response.end();
    });
    const response = await transport(url);
    const reader = response.body?.getReader();
    expect((await reader?.read())?.value?.length).toBeGreaterThan(0);
    for (let before = -1; before !== written;) {
      before = written;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(written).toBeLessThan(total / 2);
    while ((await reader?.read())?.done === false);
    expect(written).toBe(total);
  });
});

describe("a connection", () => {
  it("is used again, whatever was read", async () => {
    const { url, sockets } = await originOf((response) => response.end("some text"));
    for (const read of [(one: Response) => one.text(), (one: Response) => one.blob()]) {
      for (let time = 0; time < 3; time += 1) await read(await transport(url));
    }
    await Promise.all([transport(url).then((one) => one.text()), transport(url).then((one) => one.text())]);
    expect(sockets.length).toBe(2);
  });

  it("is closed when a reader leaves early", async () => {
    const { url, sockets } = await originOf((response) => void response.write("first"));
    const response = await transport(url);
    for await (const _ of response.body ?? []) break;
    await closed(sockets[0]);
  });

  it("that is refused, or breaks, is an error as fetch throws it", async () => {
    const { url } = await originOf((response, { path }) => {
      if (path === "/late") response.writeHead(200, { "content-length": 10 }).write("half");
      setTimeout(() => response.destroy(), path === "/late" ? 50 : 0);
    });
    await expect(transport("http://127.0.0.1:1")).rejects.toMatchObject({
      name: "TypeError",
      message: "fetch failed",
      cause: { code: "ECONNREFUSED" },
    });
    await expect(transport(url)).rejects.toMatchObject({ message: "fetch failed", cause: { code: "UND_ERR_SOCKET" } });
    const cut = await transport(`${url}/late`);
    await expect(cut.text()).rejects.toMatchObject({ name: "TypeError", message: "terminated" });
    const stream = await transport(`${url}/late`);
    await expect(new Response(stream.body).text()).rejects.toMatchObject({ name: "TypeError", message: "terminated" });
  });
});

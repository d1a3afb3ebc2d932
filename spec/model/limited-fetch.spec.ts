import { describe, expect, it } from "vitest";
import { limitedFetch } from "../../lib/model/limited-fetch.ts";
import { ModelError, ownErrorIn } from "../../lib/model/model-error.ts";
import { startLoopback, type LoopbackHandler } from "../support/loopback.ts";

/** What is read from a server through a limit of so many bytes. */
async function read(handler: LoopbackHandler, maxReplyBytes: number | undefined, fetch?: typeof globalThis.fetch): Promise<string> {
  const server = await startLoopback(handler);
  try {
    const limited = limitedFetch(fetch, { provider: "acme", model: "m", maxReplyBytes });
    return await (await limited(server.url)).text();
  } finally {
    await server.close();
  }
}

const sends =
  (body: string, status = 200): LoopbackHandler =>
  (_, response) => {
    response.writeHead(status, { "transfer-encoding": "chunked" });
    response.end(body);
  };
const tooLong = {
  name: "ModelError",
  provider: "acme",
  model: "m",
  retryable: false,
  message: expect.stringMatching(/^The reply of "acme\/m" is longer than 10 bytes\. Raise maxReplyBytes/),
};

describe("a limited fetch", () => {
  it("gives what is as long as allowed, and no more, in bytes", async () => {
    expect(await read(sends("0123456789"), 10)).toBe("0123456789");
    await expect(read(sends("01234567890"), 10)).rejects.toMatchObject(tooLong);
    await expect(read(sends("012345678é"), 10)).rejects.toMatchObject(tooLong);
  });

  it("counts error pages too, and replies of a fetch of the user's", async () => {
    await expect(read(sends("x".repeat(11), 500), 10)).rejects.toMatchObject(tooLong);
    await expect(
      read(
        () => {},
        10,
        async () => new Response("x".repeat(11)),
      ),
    ).rejects.toMatchObject(tooLong);
  });

  it("reads nothing of a reply that announces itself as too long, and hangs up", async () => {
    let gone = () => {};
    const left = new Promise<void>((resolve) => (gone = resolve));
    const server = await startLoopback((request, response) => {
      request.gone.addEventListener("abort", () => gone());
      response.writeHead(200, { "content-length": "11" }).write("x");
    });
    const limited = limitedFetch(undefined, { provider: "acme", model: "m", maxReplyBytes: 10 });
    await expect(limited(server.url)).rejects.toMatchObject(tooLong);
    await left;
    await server.close();
  });

  it("takes 64 MiB unless told, and anything without a limit", async () => {
    const most = 64 * 1024 * 1024;
    const announced =
      (bytes: number): LoopbackHandler =>
      (_, response) => {
        response.writeHead(200, { "content-length": String(bytes) });
        // The head is read before the connection breaks.
        response.write("x", () => setTimeout(() => response.destroy(), 50));
      };
    await expect(read(announced(most + 1), undefined)).rejects.toThrow(`longer than ${most} bytes`);
    for (const [bytes, limit] of [
      [most, undefined],
      [most + 1, Infinity],
    ] as const) {
      const error = await read(announced(bytes), limit).catch((thrown: unknown) => thrown);
      expect(ownErrorIn(error)).toBeUndefined();
    }
  });

  it.each([0, -1, Number.NaN])("refuses %d as a limit", (maxReplyBytes) => {
    expect(() => limitedFetch(undefined, { provider: "acme", model: "m", maxReplyBytes })).toThrow(
      `The model "acme/m" has maxReplyBytes: ${maxReplyBytes}. It must be a number of bytes from 1 on, or Infinity for no limit.`,
    );
  });
});

describe("the ModelError in an error", () => {
  it("is itself, or the first among the causes", () => {
    const model = new ModelError("down");
    expect(ownErrorIn(model)).toBe(model);
    expect(ownErrorIn(new Error("outer", { cause: new TypeError("inner", { cause: model }) }))).toBe(model);
    expect([new Error("x"), "x", undefined, new Error("y", { cause: "z" })].map(ownErrorIn)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

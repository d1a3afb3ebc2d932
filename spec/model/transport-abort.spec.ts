import { getEventListeners, once } from "node:events";
import net from "node:net";
import { describe, expect, it } from "vitest";
import { transport } from "../../lib/model/transport/transport.ts";
import { closed, gate, originOf, startServer } from "./transport/origins.ts";

const reason = new Error("enough");

/** A request that can be aborted; its failure is awaited as `failure`. */
function aborting(url: string): { controller: AbortController; response: Promise<Response>; failure: Promise<unknown> } {
  const controller = new AbortController();
  const response = transport(url, { method: "POST", body: "{}", signal: controller.signal });
  const failure = response.then(
    () => "no failure",
    (error: unknown) => error,
  );
  return { controller, response, failure };
}

const listeners = (controller: AbortController) => getEventListeners(controller.signal, "abort").length;

describe("an abort", () => {
  it("before the request rejects with the reason, and nothing is sent", async () => {
    const { url, sockets } = await originOf((response) => response.end());
    const signal = AbortSignal.abort(reason);
    await expect(transport(url, { signal })).rejects.toBe(reason);
    expect(sockets).toEqual([]);
  });

  it("while connecting rejects at once and closes the connection", async () => {
    const silent = await startServer(net.createServer());
    const { controller, failure } = aborting(`https://127.0.0.1:${silent.port}`);
    const [socket] = (await once(silent.server, "connection")) as [net.Socket];
    socket.resume();
    controller.abort(reason);
    expect(await failure).toBe(reason);
    expect(listeners(controller)).toBe(0);
    await closed(socket);
  });

  it("while connecting leaves the requests to the same server alone", async () => {
    const { url, arrived } = await originOf((response) => response.end("ok"));
    const doomed = aborting(url);
    const spared = [aborting(url), aborting(url)];
    await Promise.resolve();
    doomed.controller.abort(reason);
    expect(await doomed.failure).toBe(reason);
    for (const one of spared) expect(await (await one.response).text()).toBe("ok");
    expect(arrived.length).toBeLessThanOrEqual(3);
  });

  it("while the server thinks rejects at once and closes the connection", async () => {
    const thinking = gate();
    const { url, sockets } = await originOf(() => thinking.open());
    const { controller, failure } = aborting(url);
    await thinking.opened;
    controller.abort(reason);
    expect(await failure).toBe(reason);
    expect(listeners(controller)).toBe(0);
    await closed(sockets[0]);
  });

  it.each([
    ["of a text", (response: Response) => response.text()],
    ["of a stream", async (response: Response) => new Response(response.body).text()],
  ])("in the middle %s rejects with the reason and closes the connection", async (_, read) => {
    const { url, sockets } = await originOf((response) => void response.write("half"));
    const { controller, response } = aborting(url);
    const reading = read(await response);
    controller.abort(reason);
    await expect(reading).rejects.toBe(reason);
    expect(listeners(controller)).toBe(0);
    await closed(sockets[0]);
  });

  it("in the middle of a compressed answer rejects with the reason and closes the connection", async () => {
    const { url, sockets } = await originOf(
      (response) => void response.setHeader("content-encoding", "gzip").write(Buffer.from("1f8b0800", "hex")),
    );
    const { controller, response } = aborting(url);
    const reading = (await response).text();
    controller.abort(reason);
    await expect(reading).rejects.toBe(reason);
    await closed(sockets[0]);
  });

  it("without a reason rejects with an AbortError, with no error at all with that", async () => {
    const { url } = await originOf(() => {});
    const plain = aborting(url);
    plain.controller.abort();
    expect(await plain.failure).toMatchObject({ name: "AbortError" });
    const odd = aborting(url);
    odd.controller.abort("just so");
    expect(await odd.failure).toBe("just so");
  });

  it("after the end changes nothing, and no listener is left", async () => {
    const { url, sockets } = await originOf((response) => response.end("all"));
    const { controller, response } = aborting(url);
    expect(await (await response).text()).toBe("all");
    expect(listeners(controller)).toBe(0);
    controller.abort(reason);
    expect(await (await transport(url)).text()).toBe("all");
    expect(sockets.length).toBe(1);
  });

  it("stops a body that is being sent", async () => {
    const { url, sockets } = await originOf(() => {});
    const controller = new AbortController();
    let given = 0;
    async function* endless() {
      for (; ; given += 1) {
        yield Buffer.alloc(1024);
        if (given === 10) controller.abort(reason);
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    const init = { method: "POST", body: endless(), duplex: "half", signal: controller.signal } as const;
    await expect(transport(url, init)).rejects.toBe(reason);
    await closed(sockets[0]);
    const before = given;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(given - before).toBeLessThanOrEqual(1);
  });
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import type { AddressInfo, Server, Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { afterEach } from "vitest";

/** A certificate for model.test, localhost and 127.0.0.1 that no authority has signed. */
export const certificateFile = fileURLToPath(new URL("certificate.pem", import.meta.url));
const tls = { cert: readFileSync(certificateFile), key: readFileSync(new URL("key.pem", import.meta.url)) };

/** A request as it arrived. */
export interface Arrived {
  readonly method: string;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  /** Of the headers, in lower case, each as often as it was sent. */
  readonly names: readonly string[];
  readonly body: Buffer;
}

/** A server on 127.0.0.1 that remembers its requests and its connections. */
export interface Origin {
  readonly url: string;
  readonly port: number;
  readonly arrived: readonly Arrived[];
  readonly sockets: readonly Socket[];
  readonly server: Server;
}

export type Answer = (response: http.ServerResponse, request: Arrived) => unknown;

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** Starts a server that answers like this, until the end of the test. */
export async function originOf(answer: Answer, options: { readonly secure?: boolean } = {}): Promise<Origin> {
  const arrived: Arrived[] = [];
  const onRequest: http.RequestListener = async (incoming, response) => {
    const pieces: Buffer[] = [];
    try {
      for await (const piece of incoming) pieces.push(piece as Buffer);
    } catch {
      return; // the client has gone
    }
    const { method = "", url = "", headers, rawHeaders } = incoming;
    const names = rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
    const request = { method, path: url, headers, names, body: Buffer.concat(pieces) };
    arrived.push(request);
    await answer(response, request);
  };
  const server = options.secure ? https.createServer(tls, onRequest) : http.createServer(onRequest);
  const started = await startServer(server);
  return { ...started, arrived, url: `${options.secure ? "https" : "http"}://127.0.0.1:${started.port}` };
}

/** Starts any server on a free port of 127.0.0.1, until the end of the test. */
export async function startServer(server: Server): Promise<Pick<Origin, "port" | "sockets" | "server">> {
  const sockets: Socket[] = [];
  server.on("connection", (socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, sockets, server };
}

/** Resolves when the other side has closed this connection. */
export async function closed(socket: Socket | undefined): Promise<void> {
  if (socket === undefined) throw new Error("there is no such connection");
  // Not `once` of node:events, which takes an error before it for the end.
  if (!socket.destroyed) await new Promise<void>((resolve) => socket.once("close", () => resolve()));
}

/** Runs a program in a process of its own; gives what it printed, or throws what it complained of. */
export async function runProgram(source: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
  const flags = ["--no-warnings", "--experimental-strip-types", "--input-type=module", "-e", source];
  const child = spawn(process.execPath, flags, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const texts = { out: "", err: "" };
  child.stdout.on("data", (piece: Buffer) => (texts.out += piece.toString()));
  child.stderr.on("data", (piece: Buffer) => (texts.err += piece.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`the program ended with ${code}: ${texts.err}`);
  return texts.out.trim();
}

/** Runs a program in which `transport` is the library's. */
export function inProcess(program: string, env?: NodeJS.ProcessEnv): Promise<string> {
  const transport = new URL("../../../lib/model/transport/transport.ts", import.meta.url).href;
  return runProgram(`import { transport } from ${JSON.stringify(transport)};\n${program}`, env);
}

/** A promise and the function that resolves it. */
export function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

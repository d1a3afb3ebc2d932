/** Where a socket is asked to connect to. `host` is absent for a socket of the file system. */
export interface ConnectionTarget {
  readonly host: string | undefined;
  readonly port: number | undefined;
  /** The options as an object, however they were given. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly listener: unknown;
}

/**
 * Reads the arguments of `net.Socket.prototype.connect`: `(options)`, `(port, host)`, `(path)`, each with a listener behind, or all of that in one
 * list, as `node:net` itself passes them on.
 */
export function connectionOf(args: readonly unknown[]): ConnectionTarget {
  const [first] = args;
  if (Array.isArray(first)) return connectionOf(first);
  const listener = args.find((arg) => typeof arg === "function");
  const options: Readonly<Record<string, unknown>> = typeof first === "object" && first !== null ? { ...first } : plainOptions(args);
  const { path, host, port } = options;
  if (typeof path === "string") return { host: undefined, port: undefined, options, listener };
  const number = port === undefined || port === null || Number.isNaN(Number(port)) ? undefined : Number(port);
  // Without a host it is this machine.
  return { host: typeof host === "string" && host !== "" ? host : "localhost", port: number, options, listener };
}

function plainOptions([first, second]: readonly unknown[]): Readonly<Record<string, unknown>> {
  const isPort = typeof first === "number" || (typeof first === "string" && Number(first) >= 0);
  if (!isPort) return { path: first };
  return typeof second === "string" ? { port: first, host: second } : { port: first };
}

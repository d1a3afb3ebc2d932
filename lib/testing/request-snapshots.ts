import type { ChatRequest, ToolDefinition } from "../model/chat-model.ts";
import { isRecord } from "../signature/subschemas.ts";

/**
 * Keeps requests as they were when they came: later changes cannot be seen in them, and they cannot be changed themselves (bytes are a
 * copy). Of tools only what a model sees is kept. What came twice without a change is the same object both times.
 */
export class RequestSnapshots {
  /** The last copy of each object that came. */
  readonly #copies = new WeakMap<object, object>();

  take(request: ChatRequest): ChatRequest {
    const { tools, ...rest } = request;
    const copy = Object.entries(rest).map(([key, value]): [string, unknown] => [key, this.#copy(value)]);
    if (tools !== undefined)
      copy.push([
        "tools",
        this.#kept(
          tools,
          tools.map((tool) => this.#tool(tool)),
        ),
      ]);
    // Every part is a copy of the part under the same key.
    return this.#kept(request, Object.fromEntries(copy) as unknown as ChatRequest);
  }

  #tool(tool: ToolDefinition): ToolDefinition {
    const { name, description, parameters } = tool;
    return this.#kept(tool, { name, description, parameters: this.#copy(parameters) as ToolDefinition["parameters"] });
  }

  #copy(value: unknown): unknown {
    if (Array.isArray(value))
      return this.#kept(
        value,
        value.map((entry: unknown) => this.#copy(entry)),
      );
    if (value instanceof Uint8Array) return this.#bytes(value);
    // Anything else is a value, or of a class that knows what it is.
    if (!isRecord(value)) return value;
    return this.#kept(value, Object.fromEntries(Object.entries(value).map(([key, part]) => [key, this.#copy(part)])));
  }

  /** The copy made before, if it is the same, else the new one. Parts that are the same are the same objects already. */
  #kept<T extends object>(original: object, made: T): T {
    const before = this.#copies.get(original);
    // What was kept for an object is a copy of it, and so of the same type.
    if (before !== undefined && isSame(before, made)) return before as T;
    this.#copies.set(original, Object.freeze(made));
    return made;
  }

  #bytes(original: Uint8Array): Uint8Array {
    const before = this.#copies.get(original);
    if (before instanceof Uint8Array && Buffer.compare(before, original) === 0) return before;
    const copy = Uint8Array.from(original);
    this.#copies.set(original, copy);
    return copy;
  }
}

function isSame(a: object, b: object): boolean {
  const [one, other] = [Object.entries(a), Object.entries(b)];
  return one.length === other.length && one.every(([key, value], at) => other[at]?.[0] === key && Object.is(other[at]?.[1], value));
}

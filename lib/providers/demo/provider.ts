import type { Provider } from "../../model/providers.ts";
import { demoChat } from "./chat.ts";

/** The provider of `"demo/any"` and any other name: an in-process stand-in for a model, to try things out without a key. */
export const demoProvider: Provider = { name: "demo", defaultModel: "any", chat: demoChat };

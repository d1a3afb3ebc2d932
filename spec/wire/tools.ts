import { tool } from "msgflux";
import * as v from "valibot";

/** A tool described by a signature. */
export const getWeather = tool(
  {
    name: "get_weather",
    description: "Current weather",
    signature: `city: string "City to look up", days?: int -> string`,
    params: { days: "How far ahead" },
  },
  async (city, days = 1) => `Sunny in ${city}, ${days} day${days === 1 ? "" : "s"}`,
);

/** A tool described by the schemas of its parameters, and their names. */
export const rate = tool({
  name: "rate",
  description: "Exchange rates",
  args: [v.picklist(["EUR", "USD"]), v.array(v.string())],
  names: ["from", "to"],
})((_from: "EUR" | "USD", to: string[]) => Object.fromEntries(to.map((one) => [one, one === "USD" ? 1.1 : 160])));

/** A tool that always fails. */
export const failing = tool({ name: "fails", description: "Always fails", signature: "-> string" }, (): string => {
  throw new Error("The station is closed.");
});

import { describe, expect, it } from "vitest";
import type { ToolDefinition } from "../../../lib/model/chat-model.ts";
import { planCalls } from "../../../lib/providers/demo/plan-calls.ts";
import { readTask } from "../../../lib/providers/demo/task.ts";
import type { JsonSchema } from "../../../lib/signature/json-schema.ts";

type Properties = Readonly<Record<string, JsonSchema>>;

function tool(name: string, description: string, properties: Properties = {}, required = Object.keys(properties)): ToolDefinition {
  return { name, description, parameters: { type: "object", properties, required, additionalProperties: false } };
}

const text = (description?: string): JsonSchema => (description === undefined ? { type: "string" } : { type: "string", description });
const number = { type: "number" };
const whole = { type: "integer" };
const date = { type: "string", format: "date" };

const rooms: Readonly<Record<string, readonly ToolDefinition[]>> = {
  bank: [
    tool("balance", "Look up the balance of the customer's account.", { currency: { type: "string", enum: ["USD", "EUR"] } }, []),
    tool("transfer", "Transfer money to another customer.", { recipient: text("First name of who gets the money"), amount: number }),
    tool("transactions", "List recent transactions of an account", { limit: { ...whole, description: "How many" } }, []),
    tool("block_card", "Block a lost or stolen card", { cardId: text() }),
  ],
  weather: [
    tool("get_weather", "Current weather of a city", { city: text(), unit: { enum: ["celsius", "fahrenheit"] } }, ["city"]),
    tool("get_time", "Current local time of a city", { city: text() }),
    tool("search_web", "Search the web", { query: text() }),
  ],
  calendar: [
    tool(
      "create_event",
      "Create a calendar event",
      { title: text(), date, time: text(), durationMinutes: whole, attendees: { type: "array", items: text() } },
      ["title", "date"],
    ),
    tool("list_events", "List calendar events of a day", { date }),
    tool("delete_event", "Delete a calendar event", { eventId: text() }),
  ],
  shop: [
    tool("search_products", "Search the product catalog", { query: text(), maxPrice: number, inStock: { type: "boolean" } }, ["query"]),
    tool("get_order", "Get an order's status", { orderId: text() }),
    tool("place_order", "Place an order for a product", { productId: text(), quantity: whole }),
    tool("refund_order", "Refund an order", { orderId: text(), reason: text() }, ["orderId"]),
  ],
  units: [
    tool("convert_units", "Convert a value between units", { value: number, from_unit: text(), to_unit: text() }),
    tool("convert_currency", "Convert an amount of money between currencies", {
      amount: number,
      from: text("Currency code"),
      to: text("Currency code"),
    }),
    tool("calculate", "Evaluate an arithmetic expression", { expression: text() }),
  ],
  office: [
    tool("send_email", "Send an email", { to: { type: "string", format: "email" }, subject: text(), body: text() }),
    tool("search_email", "Search emails", { query: text() }),
    tool("translate", "Translate text to a language", { text: text(), target_language: text() }),
    tool("store_memory", "Store a fact about the user for later", { content: text() }),
    tool("recall_memory", "Search stored memories", { query: text() }),
  ],
  sums: [tool("add", "Add two numbers", { a: number, b: number }), tool("multiply", "Multiply two numbers", { a: number, b: number })],
  staff: [
    tool("find_employee", "Find an employee by name; gives the id", { name: text() }),
    tool("vacation_balance", "Vacation days left of an employee", { employeeId: { type: "string", pattern: String.raw`^E-\d+$` } }),
  ],
};

const system = "Be kind.\n\nThe current date is: Saturday, November 21, 2026";

/** The calls of a task as text: `name {"a":1}`. */
function calls(room: string, task: string): string[] {
  const messages = [{ role: "user", content: task }] as const;
  const planned = planCalls(readTask(messages, system), { messages, tools: rooms[room], settings: {} });
  return planned.map((call) => `${call.name} ${JSON.stringify(call.arguments)}`);
}

describe("the demo picks tools by the words of the task and fills their arguments from it", () => {
  it.each<[string, string, string[]]>([
    ["bank", "What's my balance?", ["balance {}"]],
    ["bank", "How much money do I have in EUR?", ['balance {"currency":"EUR"}']],
    ["bank", "What is my balance? Then transfer $50 to Bob.", ["balance {}", 'transfer {"recipient":"Bob","amount":50}']],
    [
      "bank",
      "Send $20 to Alice and $30 to Bob",
      ['transfer {"recipient":"Alice","amount":20}', 'transfer {"recipient":"Bob","amount":30}'],
    ],
    ["bank", "Transfer 1,250.50 dollars to Maria and show me my balance", ['transfer {"recipient":"Maria","amount":1250.5}', "balance {}"]],
    ["bank", "pay bob 20", ['transfer {"recipient":"bob","amount":20}']],
    ["bank", "Show my last 5 transactions", ['transactions {"limit":5}']],
    ["bank", "I lost my card CARD-991, please block it", ['block_card {"cardId":"CARD-991"}']],
    ["weather", "What's the weather in Tokyo and Paris?", ['get_weather {"city":"Tokyo"}', 'get_weather {"city":"Paris"}']],
    [
      "weather",
      "What time is it in São Paulo, Tokyo and New York City?",
      ["São Paulo", "Tokyo", "New York City"].map((city) => `get_time {"city":"${city}"}`),
    ],
    ["weather", "What's the weather and the time in Berlin?", ['get_weather {"city":"Berlin"}', 'get_time {"city":"Berlin"}']],
    ["weather", "Weather in Tokyo and time in Paris", ['get_weather {"city":"Tokyo"}', 'get_time {"city":"Paris"}']],
    ["weather", "weather in new york in fahrenheit", ['get_weather {"city":"new york","unit":"fahrenheit"}']],
    ["weather", "Do I need an umbrella in London today?", ['get_weather {"city":"London"}']],
    ["weather", "tokyo weather please", ['get_weather {"city":"tokyo"}']],
    ["weather", "Search the web for the history of jazz", ['search_web {"query":"history of jazz"}']],
    [
      "calendar",
      'Book a meeting called "Budget review" with Alice and Bob on 2026-03-05 at 10:00 for 30 minutes',
      ['create_event {"title":"Budget review","date":"2026-03-05","time":"10:00","durationMinutes":30,"attendees":["Alice","Bob"]}'],
    ],
    [
      "calendar",
      "Schedule lunch with Sam on 3/14/2026 at noon",
      ['create_event {"title":"lunch","date":"2026-03-14","time":"noon","attendees":["Sam"]}'],
    ],
    ["calendar", "What's on my calendar on March 5, 2026?", ['list_events {"date":"2026-03-05"}']],
    ["calendar", "What meetings do I have tomorrow?", ['list_events {"date":"2026-11-22"}']],
    ["calendar", "Cancel event EV-42", ['delete_event {"eventId":"EV-42"}']],
    ["shop", "Find red running shoes under $100", ['search_products {"query":"red running shoes","maxPrice":100}']],
    ["shop", "Do you have laptops in stock below 900 euros?", ['search_products {"query":"laptops","maxPrice":900,"inStock":true}']],
    ["shop", "Where is my order #4711?", ['get_order {"orderId":"4711"}']],
    ["shop", "Order 3 of product P-77", ['place_order {"productId":"P-77","quantity":3}']],
    [
      "shop",
      "I want a refund for order A-1001 because it arrived broken",
      ['refund_order {"orderId":"A-1001","reason":"it arrived broken"}'],
    ],
    ["units", "Convert 10 miles to kilometers", ['convert_units {"value":10,"from_unit":"miles","to_unit":"kilometers"}']],
    ["units", "How many pounds are 5 kg?", ['convert_units {"value":5,"from_unit":"kg","to_unit":"pounds"}']],
    [
      "units",
      "Convert $100 to euros and 50 GBP to USD",
      ['convert_currency {"amount":100,"from":"USD","to":"EUR"}', 'convert_currency {"amount":50,"from":"GBP","to":"USD"}'],
    ],
    ["units", "What is 12 * (3 + 4)?", ['calculate {"expression":"12 * (3 + 4)"}']],
    [
      "office",
      'Send an email to bob@example.com with subject "Lunch" saying see you at noon',
      ['send_email {"to":"bob@example.com","subject":"Lunch","body":"see you at noon"}'],
    ],
    [
      "office",
      'Translate "I am hungry" into Spanish and German',
      ['translate {"text":"I am hungry","target_language":"Spanish"}', 'translate {"text":"I am hungry","target_language":"German"}'],
    ],
    ["office", "Find emails about the invoice", ['search_email {"query":"invoice"}']],
    ["office", "Remember that my favourite color is blue.", ['store_memory {"content":"my favourite color is blue"}']],
    ["office", "What do you remember about my color?", ['recall_memory {"query":"color"}']],
    ["sums", "Add 19 and 23", ['add {"a":19,"b":23}']],
    ["sums", "What is 3 times 4 and 5 times 6?", ['multiply {"a":3,"b":4}', 'multiply {"a":5,"b":6}']],
    ["staff", "How many vacation days does Bob Smith have?", ['find_employee {"name":"Bob Smith"}']],
  ])("%s: %s", (room, task, expected) => {
    expect(calls(room, task)).toEqual(expected);
  });

  it.each([
    ["bank", "Hello, how are you?"],
    ["weather", "Tell me a joke"],
    ["calendar", "Thanks!"],
    ["shop", ""],
  ])("and leaves them alone when nothing matches: %s, %s", (room, task) => {
    expect(calls(room, task)).toEqual([]);
  });

  it("takes labelled inputs and context for arguments", () => {
    const content =
      "<context>The customer lives in Oslo.</context>\n\n<task><question>What is the weather?</question>\n<unit>fahrenheit</unit></task>";
    const messages = [{ role: "user", content }] as const;
    expect(planCalls(readTask(messages), { messages, tools: rooms["weather"], settings: {} })).toEqual([
      { name: "get_weather", arguments: { city: "Oslo", unit: "fahrenheit" } },
    ]);
  });

  it("understands a follow-up by what was asked before", () => {
    const messages = [
      { role: "user", content: "What is the weather in Tokyo?" },
      { role: "assistant", content: "Sunny." },
      { role: "user", content: "And in Paris?" },
    ] as const;
    expect(planCalls(readTask(messages), { messages, tools: rooms["weather"], settings: {} })).toEqual([
      { name: "get_weather", arguments: { city: "Paris" } },
    ]);
  });

  it("fills required arguments it cannot find with values the schema allows", () => {
    const book = tool("book_flight", "Book a flight", {
      from: { type: "string", pattern: "^[A-Z]{3}$" },
      seats: { type: "integer", minimum: 2, maximum: 9 },
      cabin: { enum: ["economy", "business"] },
      contact: { type: "object", properties: { email: { type: "string", format: "email" } }, required: ["email"] },
    });
    const messages = [{ role: "user", content: "Book a flight, contact ann@example.com" }] as const;
    const [call] = planCalls(readTask(messages), { messages, tools: [book], settings: {} });
    expect(call?.arguments).toEqual({
      from: expect.stringMatching(/^[A-Z]{3}$/),
      seats: 2,
      cabin: "economy",
      contact: { email: "ann@example.com" },
    });
  });
});

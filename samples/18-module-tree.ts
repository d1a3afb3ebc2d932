// What a tree of modules can do: hooks around calls, names for every part, a diagram, and prompts saved to a file and loaded back.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { agent, Module } from "msgflux";
import { scriptedModel } from "msgflux/testing";

const model = process.env["MSGFLUX_MODEL"] ?? scriptedModel(["Chuva em maio", "Chuva em maio"]);

class Clean extends Module {
  forward(text: string): string {
    return text.trim();
  }
}

class Newsroom extends Module {
  readonly clean = new Clean();
  readonly translator = agent("Translate the text to Portuguese.", { name: "translator", model });

  async forward(text: string): Promise<string> {
    return this.translator(this.clean(text));
  }
}

const newsroom = new Newsroom();
for (const [path, module] of newsroom.namedModules()) console.log(path === "" ? "(root)" : path, module.constructor.name);

// Hooks see the arguments and the output of a call, and may replace them; a handle takes one away again.
{
  using _before = newsroom.clean.registerForwardPreHook((_clean, [text]) => [text.replaceAll("!", "")]);
  using _between = newsroom.clean.registerForwardHook((_clean, _args, output) => console.log(`cleaned: "${output}"`));
  using _after = newsroom.registerForwardHook((_newsroom, [text], output) => `${text.length} characters became ${output.length}`);
  console.log(await newsroom("  Rain in May!  "));
}
console.log(newsroom.clean("  Rain in May!  "), "->", await newsroom("  Rain in May!  "));
console.log(newsroom.toMermaid({ orientation: "LR" }));

const folder = await mkdtemp(join(tmpdir(), "newsroom-"));
const file = join(folder, "prompts.json");
await newsroom.save(file);
console.log((await readFile(file, "utf8")).split("\n").filter((line) => line.includes("instructions")));
newsroom.translator.instructions = "Translate the text to French.";
console.log(await newsroom.load(file), newsroom.translator.instructions);
await rm(folder, { recursive: true });

// Output:
// (root) Newsroom
// clean Clean
// translator Agent
// cleaned: "Rain in May"
// 16 characters became 13
// Rain in May! -> Chuva em maio
// flowchart LR
//   n0["Newsroom"]
//   n1["clean: Clean"]
//   n2["translator: Agent #quot;translator#quot;"]
//   n0 --> n1
//   n0 --> n2
// [ '  "translator.instructions": "Translate the text to Portuguese.",' ]
// { missing: [], unexpected: [] } Translate the text to Portuguese.

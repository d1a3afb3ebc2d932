import { readdirSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { dirname, join, normalize, relative, sep } from "node:path";
import { parse, type Node } from "acorn";

/** The rooms in building order: each may import only those before it. */
export const rooms = ["core", "signature", "message", "prompt", "model", "tool", "registry", "module", "agent"];

/** The annexes: they lean on the rooms, and never on one another. `providers/*` and `extensions/*` are one annex each. */
export const annexes = ["decorators", "inline", "providers", "extensions", "workflow", "adapters", "testing", "cli", "telemetry", "tools"];

/** The one place that may import each third-party package; packages that are not listed may not be imported at all. */
const doors: Readonly<Record<string, string>> = {
  valibot: "signature",
  "@valibot/to-json-schema": "signature",
  jsonriver: "signature",
  handlebars: "prompt",
  cockatiel: "model",
  undici: "model",
  "eventsource-parser": "model",
  "log-update": "cli",
  "reflect-metadata": "registry",
  openai: "providers/openai",
  "@anthropic-ai/sdk": "providers/anthropic",
};

/** Only types come from these, so that they may be imported everywhere. */
const typeOnly = new Set(["@standard-schema/spec"]);

const limits = { fileLines: 250, functionLines: 60, parameters: 3 };
const vagueNames = new Set(["utils", "util", "types", "common", "helpers", "helper", "index", "misc", "shared"]);

interface SourceFile {
  /** Relative to the source folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

interface Import {
  readonly from: string;
  readonly target: string;
  readonly typesOnly: boolean;
}

/** Everything in a source folder that breaks the rules of the house, one line each; empty when it stands. */
export function houseProblems(root: string): string[] {
  const files = sourceFiles(root);
  const imports = files.flatMap(importsOf);
  return [
    ...files.flatMap((file) => [...nameProblems(file), ...sizeProblems(file), ...exportProblems(file)]),
    ...imports.flatMap(floorProblems),
    ...imports.flatMap(doorProblems),
    ...cycleProblems(files, imports),
  ];
}

function sourceFiles(root: string): SourceFile[] {
  const paths = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));
  return paths.map((path) => ({ path: path.split(sep).join("/"), text: readFileSync(join(root, path), "utf8") }));
}

function importsOf(file: SourceFile): Import[] {
  const statements = file.text.matchAll(/^\s*(?:import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"/gm);
  const found = [...statements].map((match) => ({ target: match[2] ?? "", typesOnly: match[1] !== undefined }));
  const lazy = [...file.text.matchAll(/\bimport\(\s*"([^"]+)"\s*\)/g)].map((match) => ({ target: match[1] ?? "", typesOnly: false }));
  return [...found, ...lazy].map(({ target, typesOnly: types }) => {
    const local = target.startsWith(".");
    return {
      from: file.path,
      target: local
        ? relative(".", normalize(join(dirname(file.path), target)))
            .split(sep)
            .join("/")
        : target,
      typesOnly: types,
    };
  });
}

/** The room or annex of a file; undefined for the files at the front door. */
function placeOf(path: string): string | undefined {
  const [first = "", second = ""] = path.split("/");
  if (!path.includes("/")) return undefined;
  return (first === "providers" || first === "extensions") && second.includes(".") === false ? `${first}/${second}` : first;
}

function floorProblems({ from, target }: Import): string[] {
  const place = placeOf(from);
  if (!target.endsWith(".ts") || place === undefined) return [];
  const other = placeOf(target);
  const line = `${from} imports ${target}`;
  if (other === undefined) return [`${line}: the front door is for users, not for the house`];
  if (place === other) return [];
  const floor = rooms.indexOf(place);
  const otherFloor = rooms.indexOf(other);
  if (floor < 0 && !annexes.includes(place.split("/")[0] ?? "")) return [`${from}: "${place}" is neither a room nor an annex`];
  if (otherFloor < 0) return [floor < 0 ? `${line}: annexes do not import one another` : `${line}: no room imports an annex`];
  if (place === "decorators" && other === "agent") return [`${line}: decorators and agents meet in registry/`];
  return floor >= 0 && otherFloor > floor ? [`${line}: ${place}/ stands below ${other}/`] : [];
}

function doorProblems({ from, target, typesOnly }: Import): string[] {
  if (target.endsWith(".ts") || target.startsWith("node:")) return [];
  const name = target.startsWith("@") ? target.split("/").slice(0, 2).join("/") : (target.split("/")[0] ?? "");
  if (typeOnly.has(name) && typesOnly) return [];
  const door = doors[name];
  if (door === undefined) return [`${from} imports "${target}", which has no door in this house`];
  return placeOf(from) === door ? [] : [`${from} imports "${target}": only ${door}/ may`];
}

function nameProblems({ path }: SourceFile): string[] {
  if (!path.includes("/")) return [];
  const name = (path.split("/").at(-1) ?? "").replace(/\.ts$/, "");
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) return [`${path}: file names are kebab-case`];
  return vagueNames.has(name) ? [`${path}: "${name}" says nothing of what is in it`] : [];
}

function sizeProblems({ path, text }: SourceFile): string[] {
  const lines = text.split("\n").length - 1;
  const problems = lines > limits.fileLines ? [`${path}: ${lines} lines, at most ${limits.fileLines}`] : [];
  // Stripping types keeps every position, so that lines are those of the source.
  const tree = parse(stripTypeScriptTypes(text), { ecmaVersion: "latest", sourceType: "module", locations: true });
  visit(tree, (node) => {
    if (!("params" in node) || !("body" in node) || !node.loc) return;
    const length = node.loc.end.line - node.loc.start.line + 1;
    const at = `${path}:${node.loc.start.line}`;
    if (length > limits.functionLines) problems.push(`${at}: a function of ${length} lines, at most ${limits.functionLines}`);
    const count = (node.params as Node[]).length;
    if (count > limits.parameters) problems.push(`${at}: a function of ${count} positional parameters, at most ${limits.parameters}`);
  });
  return problems;
}

function visit(node: Node, see: (node: Node & Record<string, unknown>) => void): void {
  see(node as Node & Record<string, unknown>);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child === "object" && child !== null && typeof (child as Node).type === "string") visit(child as Node, see);
    }
  }
}

function exportProblems({ path, text }: SourceFile): string[] {
  const lines = text.split("\n");
  const problems: string[] = [];
  const documented = new Set<string>();
  for (const [index, line] of lines.entries()) {
    if (/^export\s+\*/.test(line)) problems.push(`${path}:${index + 1}: exports are named one by one`);
    if (/^export\s+default\b/.test(line)) problems.push(`${path}:${index + 1}: no default exports`);
    const name = /^export\s+(?:declare\s+|abstract\s+|async\s+)*(?:function\*?|class|const|let|interface|type)\s+([\w$]+)/.exec(line)?.[1];
    if (name === undefined) continue;
    let above = index - 1;
    while (lines[above]?.startsWith("//")) above -= 1;
    if (lines[above]?.trimEnd().endsWith("*/")) documented.add(name);
    else if (!documented.has(name)) problems.push(`${path}:${index + 1}: the export "${name}" has no doc comment`);
  }
  return problems;
}

function cycleProblems(files: readonly SourceFile[], imports: readonly Import[]): string[] {
  const edges = new Map<string, string[]>(files.map((file) => [file.path, []]));
  for (const one of imports) if (!one.typesOnly && edges.has(one.target)) edges.get(one.from)?.push(one.target);
  const done = new Set<string>();
  const problems: string[] = [];
  const walk = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) problems.push(`import cycle: ${[...trail.slice(start), path].join(" -> ")}`);
    if (start >= 0 || done.has(path)) return;
    for (const next of edges.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const file of files) walk(file.path, []);
  return problems;
}

import { isIdentifier } from "../signature/tokens.ts";
import type { BranchNode, ConditionalNode, LoopNode, ModuleNode, ParallelNode, PipelineNode, StepNode } from "./ast.ts";
import { parseCondition } from "./parse-condition.ts";
import { TokenCursor } from "./token-cursor.ts";
import { describe } from "./tokens.ts";

/** Parses the text of a pipeline; throws `InlineSyntaxError` where it does not follow the grammar. */
export function parsePipeline(text: string): PipelineNode {
  const cursor = new TokenCursor(text);
  const pipeline = parseSteps(cursor);
  if (cursor.peek().kind !== "end") throw cursor.refuse(`Expected "->" or the end, found ${describe(cursor.peek())}`);
  return pipeline;
}

function parseSteps(cursor: TokenCursor): PipelineNode {
  const { start } = cursor.peek();
  const steps = [parseStep(cursor)];
  // The semicolon of a loop separates it from what follows: the arrow may be left out there.
  while (cursor.skip("->") || (steps.at(-1)?.kind === "loop" && startsStep(cursor))) steps.push(parseStep(cursor));
  return { kind: "pipeline", steps, start, end: cursor.end };
}

function startsStep(cursor: TokenCursor): boolean {
  return cursor.peek().kind === "word" || cursor.isMark("[") || cursor.isMark("{") || cursor.isMark("@{");
}

function parseStep(cursor: TokenCursor): StepNode {
  if (cursor.isMark("[")) return parseParallel(cursor);
  if (cursor.isMark("{")) return parseConditional(cursor);
  if (cursor.isMark("@{")) return cursor.nested(() => parseLoop(cursor));
  return parseModule(cursor, "a step");
}

function parseModule(cursor: TokenCursor, expected: string): ModuleNode {
  const { kind, value, start, end } = cursor.peek();
  if (kind !== "word") {
    const composed = expected !== "a step" && ["[", "{", "@{"].includes(value);
    throw cursor.refuse(`Expected ${expected}, found ${describe(cursor.peek())}`, {
      hint: composed ? "Only names of modules stand here; a pipeline of its own can be one." : undefined,
    });
  }
  if (!isIdentifier(value)) {
    throw cursor.refuse(`"${value}" is not the name of a module`, { hint: "Names follow JavaScript's: letters, digits, _ and $." });
  }
  cursor.next();
  return { kind: "module", name: value, start, end };
}

function parseParallel(cursor: TokenCursor): ParallelNode {
  const { start } = cursor.expect("[");
  const modules = [parseModule(cursor, "the name of a module")];
  while (cursor.skip(",")) modules.push(parseModule(cursor, "the name of a module"));
  cursor.expect("]", '"," or "]"');
  return { kind: "parallel", modules, start, end: cursor.end };
}

function parseConditional(cursor: TokenCursor): ConditionalNode {
  const { start } = cursor.expect("{");
  const branches = [parseBranch(cursor)];
  let otherwise: ModuleNode | undefined;
  while (otherwise === undefined && cursor.skip(",")) {
    if (isDefault(cursor)) otherwise = parseModule(cursor, "the name of a module");
    else branches.push(parseBranch(cursor));
  }
  if (otherwise !== undefined && cursor.isMark(","))
    throw cursor.refuse('Expected "}", found ","', { hint: "The default is one module, and the last." });
  cursor.expect("}", '"," or "}"');
  return { kind: "conditional", branches, otherwise, start, end: cursor.end };
}

/** A word directly before the end of the branch is no condition. */
function isDefault(cursor: TokenCursor): boolean {
  const { kind, value } = cursor.peek(1);
  return cursor.peek().kind === "word" && kind === "mark" && (value === "}" || value === ",");
}

function parseBranch(cursor: TokenCursor): BranchNode {
  const { start } = cursor.peek();
  if (isDefault(cursor))
    throw cursor.refuse(`Expected a condition, found ${describe(cursor.peek())}`, {
      hint: "Only the last branch may have none, and not the first.",
    });
  const condition = parseCondition(cursor);
  cursor.expect("?", '"?", "&" or "||"');
  const module = parseModule(cursor, "the name of a module");
  return { kind: "branch", condition, module, start, end: cursor.end };
}

function parseLoop(cursor: TokenCursor): LoopNode {
  const { start } = cursor.expect("@{");
  const condition = parseCondition(cursor);
  cursor.expect("}", '"}", "&" or "||"');
  cursor.expect(":", '":" after the condition of a loop');
  const body = parseSteps(cursor);
  cursor.expect(";", '"->", or ";" to end the loop');
  return { kind: "loop", condition, body, start, end: cursor.end };
}

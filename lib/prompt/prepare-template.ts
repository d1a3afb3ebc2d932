import { quoted } from "../core/errors.ts";
import { TemplateError } from "./template-error.ts";
import { askingHelpers, helperArity, needHelper, printHelper } from "./template-helpers.ts";
import { TemplateReads, type Scope } from "./template-reads.ts";
import * as syntax from "./template-syntax.ts";

const blockArity: Readonly<Record<string, readonly [least: number, most: number]>> = {
  if: [1, 1],
  unless: [1, 1],
  each: [1, 1],
  with: [1, 1],
};
const conditions = new Set(["eq", "ne", "and", "or", "not", "gt", "lt"]);

/**
 * Checks a parsed template and changes it in place: what is printed goes through a helper that complains about absent values and
 * prints lists and objects as JSON, and so does what a loop or a value helper needs. Gives back what the template reads.
 * A call of something unknown, a wrong number of arguments and partials are a `TemplateError`.
 */
export function prepareTemplate(program: syntax.Program, source: { readonly template: string; readonly text: string }): TemplateReads {
  const preparation = new Preparation(source);
  preparation.program(program, { kind: "root", names: program.blockParams ?? [], outer: undefined });
  return preparation.reads;
}

class Preparation {
  readonly reads = new TemplateReads();
  readonly #source: { readonly template: string; readonly text: string };

  constructor(source: { readonly template: string; readonly text: string }) {
    this.#source = source;
  }

  program(program: syntax.Program | undefined, scope: Scope): void {
    for (const statement of program?.body ?? []) this.#statement(statement, scope);
  }

  #statement(statement: syntax.Statement, scope: Scope): void {
    if (statement.type === "MustacheStatement") return this.#mustache(statement, scope);
    if (statement.type === "BlockStatement") return this.#block(statement, scope);
    if (statement.type === "ContentStatement" || statement.type === "CommentStatement") return;
    const form = statement.type.startsWith("Partial") ? "Partials ({{> name}})" : "Inline partials and decorators ({{* name}})";
    this.#fail(statement, `${form} are not part of these templates.`, "Render the part first and pass its text as a value.");
  }

  #mustache(mustache: syntax.Mustache, scope: Scope): void {
    const isCall = mustache.params.length > 0 || mustache.hash !== undefined;
    const name = syntax.spelledCall(mustache);
    const value = isCall ? this.#expression({ ...mustache, type: "SubExpression" }, scope) : this.#named(mustache.path, scope);
    const { path, params, hash } = this.#through(printHelper, { value, name }, mustache);
    Object.assign(mustache, { path, params, hash });
  }

  /** `{{name}}`, where a literal is a name too. */
  #named(named: syntax.Path | syntax.Literal, scope: Scope): syntax.Path {
    const path = named.type === "PathExpression" ? named : syntax.path(String(named.value), named.loc);
    this.reads.note(path, scope, true);
    return path;
  }

  #expression(expression: syntax.Expression, scope: Scope, asked = false): syntax.Expression {
    if (expression.type === "PathExpression") this.reads.note(expression, scope, !asked);
    if (expression.type !== "SubExpression") return expression;
    const helper = this.#helperName(expression, helperArity);
    this.#checkArguments(expression, helper, helperArity);
    const params = expression.params.map((param) => {
      const value = this.#expression(param, scope);
      if (askingHelpers.has(helper) || param.type !== "PathExpression") return value;
      return this.#through(needHelper, { value, name: syntax.spelled(param) }, expression);
    });
    return { ...expression, params };
  }

  #block(block: syntax.Block, scope: Scope): void {
    const isCall = block.params.length > 0 || block.hash !== undefined;
    const known = block.path.type === "PathExpression" && block.path.original in blockArity;
    if (!isCall && !known) return this.#section(block, scope);
    const helper = this.#helperName(block, { ...blockArity, ...helperArity });
    if (conditions.has(helper)) {
      const condition = this.#expression(syntax.call(helper, block.params, block.loc), scope);
      Object.assign(block, { path: syntax.path("if", block.loc), params: [condition] });
      this.program(block.program, scope);
      return this.program(block.inverse, scope);
    }
    this.#checkArguments(block, helper, blockArity);
    const asks = helper === "if" || helper === "unless";
    const needs = !asks && block.inverse === undefined;
    block.params = block.params.map((param) => {
      const value = this.#expression(param, scope, asks);
      return needs ? this.#through(needHelper, { value, name: syntax.spelled(param) }, block) : value;
    });
    this.program(block.program, asks ? scope : { kind: "item", names: block.program?.blockParams ?? [], outer: scope });
    this.program(block.inverse, scope);
  }

  /** `{{#name}}...{{/name}}` without a helper: loops over a list, enters an object, and otherwise is a condition. */
  #section(block: syntax.Block, scope: Scope): void {
    const { line, column } = block.loc.start;
    if (this.#source.text.split(/\r?\n/)[line - 1]?.startsWith("{{{{", column)) {
      this.#fail(
        block,
        "Raw blocks ({{{{name}}}}) are not part of these templates.",
        "Write \\{{ for two braces that are not a placeholder.",
      );
    }
    block.path = this.#named(block.path, scope);
    this.program(block.program, { kind: "either", names: block.program?.blockParams ?? [], outer: scope });
    this.program(block.inverse, scope);
  }

  #helperName(
    called: { readonly path: syntax.Expression; readonly loc: syntax.Path["loc"] },
    known: Readonly<Record<string, unknown>>,
  ): string {
    const name = syntax.spelled(called.path);
    if (called.path.type === "PathExpression" && Object.hasOwn(known, name)) return name;
    const hint = `Helpers: ${Object.keys(known).join(", ")}. Write \\{{ for two braces that are not a placeholder.`;
    return this.#fail(called, `There is no helper named "${name}" that could be called here.`, hint);
  }

  #checkArguments(
    called: syntax.SubExpression | syntax.Block,
    helper: string,
    arities: Readonly<Record<string, readonly [least: number, most: number]>>,
  ): void {
    const arity = arities[helper];
    if (arity === undefined)
      this.#fail(called, `"${helper}" cannot be used as a block.`, `Blocks: ${[...Object.keys(blockArity), ...conditions].join(", ")}.`);
    const [least, most] = arity;
    const count = called.params.length;
    if (count < least || count > most) {
      const wanted = least === most ? String(least) : most === Infinity ? `at least ${least}` : `${least} to ${most}`;
      this.#fail(called, `"${helper}" takes ${wanted} argument${wanted === "1" ? "" : "s"}, not ${count}.`);
    }
    const names = called.hash?.pairs.map(({ key }) => key).filter((key) => key !== "includeZero" || !(helper in blockArity)) ?? [];
    if (names.length > 0) this.#fail(called, `"${helper}" takes no named arguments, but has ${quoted(names)}.`);
  }

  #through(
    helper: string,
    what: { readonly value: syntax.Expression; readonly name: string },
    { loc }: { readonly loc: syntax.Path["loc"] },
  ): syntax.SubExpression {
    return syntax.call(helper, [what.value, syntax.text(what.name, loc), syntax.number(loc.start.line, loc)], loc);
  }

  #fail(at: { readonly loc: syntax.Path["loc"] }, problem: string, hint?: string): never {
    const { line, column } = at.loc.start;
    throw new TemplateError({ ...this.#source, hint }, { line, column: column + 1 }, problem);
  }
}

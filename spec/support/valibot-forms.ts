import * as v from "valibot";

/** A valibot schema, JSON values it takes and some its JSON Schema must refuse. `strict`: whether OpenAI's strict mode can say it. */
export interface Form {
  readonly name: string;
  readonly schema: v.GenericSchema;
  readonly good: readonly unknown[];
  readonly bad: readonly unknown[];
  readonly strict: boolean;
}

type Tree = { name: string; children: Tree[]; next?: Tree | undefined };
const tree: v.GenericSchema<Tree> = v.object({
  name: v.string(),
  children: v.array(v.lazy(() => tree)),
  next: v.optional(v.lazy(() => tree)),
});
const circle = v.object({ kind: v.literal("circle"), radius: v.number(), note: v.optional(v.string()) });
const square = v.object({ kind: v.literal("square"), side: v.number() });
const Color = { Red: "red", Green: "green" } as const;

function form(name: string, schema: v.GenericSchema, [good, bad]: [unknown[], unknown[]]): Form {
  return { name, schema, good, bad, strict: true };
}
function text(name: string, action: unknown, samples: [unknown[], unknown[]]): Form {
  // as: the table applies every action to a string
  return form(`string, ${name}`, v.pipe(v.string(), action as v.PipeItem<string, string, v.BaseIssue<unknown>>), samples);
}
function figure(name: string, action: unknown, samples: [unknown[], unknown[]]): Form {
  // as: the table applies every action to a number
  return form(`number, ${name}`, v.pipe(v.number(), action as v.PipeItem<number, number, v.BaseIssue<unknown>>), samples);
}

const texts: readonly Form[] = [
  text("description", v.description("a word"), [["a"], [1]]),
  text("title", v.title("Word"), [["a"], [1]]),
  text("examples", v.examples(["a"]), [["a"], [1]]),
  text("metadata", v.metadata({ title: "Word", description: "a word" }), [["a"], [1]]),
  text("minLength", v.minLength(2), [["ab"], ["a"]]),
  text("maxLength", v.maxLength(2), [["ab"], ["abc"]]),
  text("length", v.length(2), [["ab"], ["a", "abc"]]),
  text("nonEmpty", v.nonEmpty(), [["a"], [""]]),
  text("empty", v.empty(), [[""], ["a"]]),
  text("regex", v.regex(/^[a-c]+$/), [["abc"], ["d"]]),
  text("regex with a flag", v.regex(/^[a-c]+$/i), [["ABC"], [1]]),
  text("regex that is none under u", v.regex(new RegExp("^\\-$")), [["-"], [1]]),
  text("startsWith", v.startsWith("a."), [["a.b"], ["ab"]]),
  text("endsWith", v.endsWith(".b"), [["a.b"], ["ab"]]),
  text("includes", v.includes("+"), [["a+b"], ["ab"]]),
  text("value", v.value("a"), [["a"], ["b"]]),
  text("values", v.values(["a", "b"]), [["b"], ["c"]]),
  text("notValue", v.notValue("a"), [["b"], ["a"]]),
  text("notValues", v.notValues(["a", "b"]), [["c"], ["a"]]),
  text("email", v.email(), [["a@b.com"], ["a"]]),
  text("rfcEmail", v.rfcEmail(), [["a@b.com"], ["a"]]),
  text("url", v.url(), [["https://a.b/c"], ["a"]]),
  text("uuid", v.uuid(), [["6f3b2f2a-7c1e-4f5e-9f6c-0d8a5f3f1b11"], ["a"]]),
  text("ipv4", v.ipv4(), [["1.2.3.4"], ["1.2"]]),
  text("ipv6", v.ipv6(), [["::1"], ["1.2"]]),
  text("isoDate", v.isoDate(), [["2026-11-21"], ["21.11.2026"]]),
  text("isoTime", v.isoTime(), [["12:30"], ["12:30:00Z"]]),
  text("isoTimeSecond", v.isoTimeSecond(), [["12:30:00"], ["12:30"]]),
  text("isoDateTime", v.isoDateTime(), [["2026-11-21T12:30"], ["2026-11-21T12:30:00Z"]]),
  text("isoDateTimeSecond", v.isoDateTimeSecond(), [["2026-11-21T12:30:00"], ["2026-11-21T12:30"]]),
  text("isoTimestamp", v.isoTimestamp(), [["2026-11-21T12:30:00Z"], ["2026-11-21"]]),
  text("isoWeek", v.isoWeek(), [["2026-W47"], ["2026-47"]]),
  text("base64", v.base64(), [["YQ=="], [1]]),
  text("bic", v.bic(), [["DEUTDEFF"], ["x"]]),
  text("cuid2", v.cuid2(), [["tz4a98xxat96iws9zmbrgj3a"], ["A"]]),
  text("decimal", v.decimal(), [["1.5"], ["x"]]),
  text("digits", v.digits(), [["123"], ["x"]]),
  text("emoji", v.emoji(), [["🌍"], ["x"]]),
  text("hash", v.hash(["md5"]), [["d41d8cd98f00b204e9800998ecf8427e"], ["x"]]),
  text("hexadecimal", v.hexadecimal(), [["ff"], ["x"]]),
  text("hexColor", v.hexColor(), [["#aabbcc"], ["x"]]),
  text("mac", v.mac(), [["00:1b:44:11:3a:b7"], ["x"]]),
  text("nanoid", v.nanoid(), [["V1StGXR8_Z5jdHi6B-myT"], ["!"]]),
  text("octal", v.octal(), [["0o17"], ["9"]]),
  text("slug", v.slug(), [["a-b"], ["A b"]]),
  text("ulid", v.ulid(), [["01ARZ3NDEKTSV4RRFFQ69G5FAV"], ["x"]]),
  text("trim and check", v.trim(), [["a"], [1]]),
  form("string, transformed", v.pipe(v.string(), v.transform(Number), v.number()), [["1"], [1]]),
];

const figures: readonly Form[] = [
  figure("integer", v.integer(), [[1], [1.5]]),
  figure("safeInteger", v.safeInteger(), [[1], [1.5, 2 ** 60]]),
  figure("minValue", v.minValue(0), [[0], [-1]]),
  figure("maxValue", v.maxValue(1), [[1], [2]]),
  figure("gtValue", v.gtValue(0), [[1], [0]]),
  figure("ltValue", v.ltValue(1), [[0], [1]]),
  figure("multipleOf", v.multipleOf(5), [[10], [3]]),
  figure("value", v.value(1), [[1], [2]]),
  figure("values", v.values([1, 2]), [[2], [3]]),
  figure("notValue", v.notValue(1), [[2], [1]]),
];

const choices: readonly Form[] = [
  form("boolean", v.boolean(), [[true], ["true"]]),
  form("null", v.null(), [[null], [0]]),
  form("picklist", v.picklist(["a", "b"]), [["a"], ["c"]]),
  form("picklist of numbers", v.picklist([1, 2]), [[1], [3]]),
  form("mixed picklist", v.picklist(["a", 1]), [["a", 1], ["b"]]),
  form("enum", v.enum(Color), [["red"], ["blue"]]),
  form("literal", v.literal("a"), [["a"], ["b"]]),
  form("literal number", v.literal(1), [[1], [2]]),
  form("literal boolean", v.literal(true), [[true], [false]]),
  form("nullable", v.nullable(v.string()), [["a", null], [1]]),
  form("nullable with a default", v.nullable(v.string(), "x"), [["a", null], [1]]),
  form("nullish", v.nullish(v.string()), [["a", null], [1]]),
  form("union", v.union([v.string(), v.number()]), [["a", 1], [true]]),
  form("union with undefined", v.union([v.string(), v.undefined()]), [["a"], [null]]),
  form("union of lists and objects", v.union([v.array(v.string()), circle]), [
    [["a"], { kind: "circle", radius: 1 }],
    [1, {}],
  ]),
  form("variant", v.variant("kind", [circle, square]), [[{ kind: "square", side: 1 }], [{ kind: "square", radius: 1 }]]),
  form("fallback", v.fallback(v.string(), "x"), [["a"], [1]]),
  form("brand and readonly", v.pipe(v.string(), v.brand("Id"), v.readonly()), [["a"], [1]]),
];

const structures: readonly Form[] = [
  form("array", v.array(v.number()), [[[], [1]], [["a"]]]),
  form("array with lengths", v.pipe(v.array(v.number()), v.minLength(1), v.maxLength(2)), [[[1]], [[], [1, 2, 3]]]),
  form("array, nonEmpty", v.pipe(v.array(v.number()), v.nonEmpty()), [[[1]], [[]]]),
  form("object", v.object({ a: v.string() }), [[{ a: "x" }], [{}]]),
  form("empty object", v.object({}), [[{}], [1]]),
  form("strictObject", v.strictObject({ a: v.string() }), [[{ a: "x" }], [{ a: "x", b: 1 }]]),
  form("looseObject", v.looseObject({ a: v.string() }), [[{ a: "x", b: 1 }], [{}]]),
  form("optional keys", v.object({ a: v.optional(v.string()), b: v.optional(v.picklist(["x"])) }), [[{}, { a: "x" }], [{ a: 1 }]]),
  form("exactOptional key", v.object({ a: v.exactOptional(v.string()) }), [[{}, { a: "x" }], [{ a: 1 }]]),
  form("optional keys with defaults", v.object({ a: v.optional(v.number(), 5), b: v.nullish(v.boolean(), true) }), [
    [{}, { b: null }],
    [{ a: "x" }],
  ]),
  form("computed default", v.object({ at: v.optional(v.string(), () => String(Date.now())) }), [[{}], [{ at: 1 }]]),
  form("described optional list", v.object({ a: v.optional(v.pipe(v.array(v.string()), v.description("words"))) }), [
    [{}, { a: ["x"] }],
    [{ a: [1] }],
  ]),
  form("partial", v.partial(v.object({ a: v.string() })), [[{}], [{ a: 1 }]]),
  form("nested", v.object({ a: v.array(v.object({ b: v.optional(v.object({ c: v.string() })) })) }), [
    [{ a: [{}, { b: { c: "" } }] }],
    [{ a: [{ b: {} }] }],
  ]),
  form("lazy recursion", tree, [[{ name: "a", children: [{ name: "b", children: [] }] }], [{ name: "a", children: [{}] }]]),
  form(
    "lazy root",
    v.lazy(() => tree),
    [[{ name: "a", children: [], next: { name: "b", children: [] } }], [{}]],
  ),
];

const open: readonly Form[] = [
  form("tuple", v.tuple([v.string(), v.number()]), [[["a", 1]], [["a"], [1, "a"], ["a", 1, 2]]]),
  form("empty tuple", v.tuple([]), [[[]], [[1]]]),
  form("strictTuple", v.strictTuple([v.string(), v.string()]), [[["a", "b"]], [["a"], ["a", "b", "c"]]]),
  form("looseTuple", v.looseTuple([v.string()]), [
    [["a"], ["a", 1]],
    [[1], []],
  ]),
  form("tupleWithRest", v.tupleWithRest([v.string()], v.number()), [[["a", 1]], [["a", "b"]]]),
  form("record", v.record(v.string(), v.number()), [[{ a: 1 }], [{ a: "x" }]]),
  form("record of picked keys", v.record(v.picklist(["a", "b"]), v.number()), [[{ a: 1, b: 2 }], [{ c: 1 }]]),
  form("objectWithRest", v.objectWithRest({ a: v.string() }, v.number()), [[{ a: "x", b: 1 }], [{ a: "x", b: "y" }]]),
  form("entries", v.pipe(v.record(v.string(), v.number()), v.minEntries(1)), [[{ a: 1 }], [{}]]),
  form("intersect", v.intersect([v.object({ a: v.string() }), v.object({ b: v.string() })]), [[{ a: "x", b: "y" }], [{ a: "x" }]]),
  form("any", v.any(), [[1, "a", null], []]),
  form("unknown", v.unknown(), [[1, "a", null], []]),
  form("list of anything", v.array(v.unknown()), [[[1, "a"]], [1]]),
];

/** Every form of valibot's that has a JSON Schema. */
export const valibotForms: readonly Form[] = [
  form("string", v.string(), [["a"], [1]]),
  form("number", v.number(), [[1.5], ["a"]]),
  ...texts,
  ...figures,
  ...choices,
  ...structures,
  ...open.map((one) => ({ ...one, strict: false })),
];

// Compilers write a class's metadata only when this symbol exists at that moment. `Symbol.for`, because that is what esbuild and swc fall back to.
// The cast makes a readonly property writable, once, for runtimes that lack it.
(Symbol as { metadata: symbol }).metadata ??= Symbol.for("Symbol.metadata");

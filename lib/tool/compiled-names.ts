/** Whether a name is this one, or this one as compilers rename it where something outside has it too: `city2` (esbuild), `city$1` (Rollup). */
export function isRenamed(written: string, name: string): boolean {
  return written === name || (written.startsWith(name) && /^\$?\d+$/.test(written.slice(name.length)));
}

/** Whether a name may be what a minifier left of another one. */
export function isShort(name: string): boolean {
  return name.length <= 1;
}

/** Warns where every name read from a function's source is of one letter: a minifier renames parameters, and a model would be shown the new names. */
export function warnOfShortNames(owner: string, names: readonly string[]): void {
  if (names.length === 0 || !names.every(isShort)) return;
  process.emitWarning(`The parameters of ${owner} are named ${names.join(", ")} in its source, and so a model sees them.`, {
    type: "MsgfluxWarning",
    code: "MSGFLUX_SHORT_NAMES",
    detail: 'If the code is minified, give the names: a signature, or "args" with "names".',
  });
}

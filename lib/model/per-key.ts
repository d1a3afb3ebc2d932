/** Gives what `make` made with the key of now: the same thing for as long as the key stays the same, so that a key can be changed while a program runs. */
export function perKey<K, C>(keyOf: () => K, make: (key: K) => Promise<C>): () => Promise<C> {
  let last: { readonly key: K; readonly made: C } | undefined;
  return async () => {
    const key = keyOf();
    if (last !== undefined && last.key === key) return last.made;
    // What fails here leaves nothing behind, and may be mended for the next call.
    const made = await make(key);
    last = { key, made };
    return made;
  };
}

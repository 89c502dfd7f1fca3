/** The same function, which keeps some thousand results: texts are made of few different characters. It gives anything but undefined. */
export function remembered<T>(compute: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) {
      value = compute(key);
      if (known.size >= 4096) known.clear();
      known.set(key, value);
    }
    return value;
  };
}

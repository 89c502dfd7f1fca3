/** A release of torch: major, minor, patch. */
export type Release = readonly [major: number, minor: number, patch: number];

/** As `aoti_torch_abi_version` gives it: a byte each, from the highest. */
export function releaseOf(abiVersion: bigint): Release {
  return [Number(abiVersion >> 56n), Number((abiVersion >> 48n) & 255n), Number((abiVersion >> 40n) & 255n)];
}

export function abiVersionOf([major, minor, patch]: Release): bigint {
  return (BigInt(major) << 56n) | (BigInt(minor) << 48n) | (BigInt(patch) << 40n);
}

/** Below 0 where `a` came out before `b`. */
export function compareReleases(a: Release, b: Release): number {
  const different = a.findIndex((part, i) => part !== b[i]);
  return different === -1 ? 0 : a[different]! - b[different]!;
}

/** `2.13.0+cpu` -> 2, 13, 0; undefined for what is no release. */
export function parseRelease(text: string): Release | undefined {
  const parts = /^\s*(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  return parts === null ? undefined : [Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 0)];
}

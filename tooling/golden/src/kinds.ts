import { readdirSync } from 'node:fs';

import type { AnyKind } from './kind.ts';

/** Every file of `kinds/` is a kind. */
export async function loadKinds(): Promise<Map<string, AnyKind>> {
  const folder = new URL('kinds/', import.meta.url);
  const kinds = new Map<string, AnyKind>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))) {
    const { kind } = (await import(new URL(file, folder).href)) as { kind?: AnyKind };
    if (kind === undefined) throw new Error(`kinds/${file} must export a kind`);
    for (const name of [kind.name].flat()) {
      if (kinds.has(name)) throw new Error(`kinds/${file}: there is already a kind ${name}`);
      kinds.set(name, kind);
    }
  }
  return kinds;
}

import { FigmentError } from '@figment/core';
import type { Contribution } from '@figment/core/plugin';

/** What comes with this package, by id; loaded when it is asked for. */
export type BuiltIn<Definition> = Readonly<Record<string, () => Promise<Definition>>>;

/**
 * What has this id: of this package, or brought by a plugin.
 *
 * @param name Of the option, for the message.
 * @throws FigmentError `OPTIONS_INVALID` with all that there is
 */
export async function found<Definition extends { readonly id: string }>(id: string, builtIn: BuiltIn<Definition>, brought: readonly Contribution[], name: string, code: 'OPTIONS_INVALID' | 'CONFIG_INVALID' = 'OPTIONS_INVALID'): Promise<Definition> {
  const own = Object.hasOwn(builtIn, id) ? builtIn[id] : undefined;
  if (own !== undefined) return await own();
  const other = brought.find((each) => each.id === id);
  if (other === undefined) throw new FigmentError(code, `${name} must be one of ${[...Object.keys(builtIn), ...brought.map((each) => each.id)].join(', ')}, got "${id}". Others come with plugins.`);
  return other as unknown as Definition;
}

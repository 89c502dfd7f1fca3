import { FigmentError } from '../errors.ts';
import { checkPlugin, type Section, sections } from './check-plugin.ts';
import { nearest } from './schema/nearest.ts';
import type { AnyModelDefinition, Contribution, Contributions, Plugin } from './spec/v1.ts';

/** One thing that a section of a plugin holds. */
export type Entry<S extends Section> = NonNullable<Plugin[S]>[number];

/** The plugins that an application knows. Each application makes its own; there is none behind the scenes. */
export interface Registry {
  /**
   * All or nothing: a plugin that is refused leaves no trace. The same plugin object may be registered again.
   *
   * @throws FigmentError `PLUGIN_INVALID` when an id is taken already, or the plugin is wrong; `PLUGIN_SPEC_UNSUPPORTED`
   */
  register(plugin: Plugin): void;
  /** In the order of registration. */
  plugins(): readonly Plugin[];
  /** Of all plugins, in the order of registration. */
  list<S extends Section>(section: S): readonly Entry<S>[];
  /** The one with this id, if a plugin has it. */
  find<S extends Section>(section: S, id: string): Entry<S> | undefined;
  /** What all plugins bring for each other's models, to be given to `createModel` and `openModel`. */
  contributions(): Contributions;
  /** @throws FigmentError `MODEL_UNKNOWN` naming the nearest id, and all there are */
  model(id: string): AnyModelDefinition;
}

/** A registry that knows these plugins. @throws FigmentError as {@link Registry.register} */
export function createRegistry(plugins: readonly Plugin[] = []): Registry {
  const registered: Plugin[] = [];
  const list = <S extends Section>(section: S): readonly Entry<S>[] => registered.flatMap((plugin) => (plugin[section] ?? []) as readonly Entry<S>[]);
  const find = <S extends Section>(section: S, id: string): Entry<S> | undefined => list(section).find((entry) => entry.id === id);
  const checkFree = (plugin: Plugin, what: string, entriesOf: (plugin: Plugin) => readonly { readonly id: string }[] | undefined): void => {
    for (const { id } of entriesOf(plugin) ?? []) {
      const owner = registered.find((other) => entriesOf(other)?.some((entry) => entry.id === id) === true);
      if (owner !== undefined) throw new FigmentError('PLUGIN_INVALID', `"${id}" among the ${what} of plugin ${plugin.id} is taken already, by plugin ${owner.id}.`);
    }
  };
  const registry: Registry = {
    register(plugin) {
      checkPlugin(plugin);
      if (registered.includes(plugin)) return;
      const twin = registered.find(({ id }) => id === plugin.id);
      if (twin !== undefined) throw new FigmentError('PLUGIN_INVALID', `a plugin with the id "${plugin.id}" is registered already (version ${twin.version}; this one is ${plugin.version}).`);
      for (const section of sections) checkFree(plugin, section, (other) => other[section]);
      for (const door of Object.keys(plugin.contributions ?? {})) checkFree(plugin, `contributions to ${door}`, (other) => other.contributions?.[door]);
      registered.push(plugin);
    },
    plugins: () => [...registered],
    list,
    find,
    contributions() {
      const all: Record<string, readonly Contribution[]> = {};
      for (const plugin of registered) for (const [door, entries] of Object.entries(plugin.contributions ?? {})) all[door] = [...(all[door] ?? []), ...entries];
      return all;
    },
    model(id) {
      const found = find('models', id);
      if (found !== undefined) return found;
      const ids = list('models').map((model) => model.id);
      const near = nearest(id, ids);
      throw new FigmentError('MODEL_UNKNOWN', `no model is called "${id}"${near === undefined ? '' : `; did you mean "${near}"?`}${ids.length === 0 ? '; no plugin is registered.' : ` Known are ${ids.join(', ')}.`}`);
    },
  };
  for (const plugin of plugins) registry.register(plugin);
  return registry;
}

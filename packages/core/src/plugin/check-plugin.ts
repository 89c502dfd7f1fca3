import { FigmentError } from '../errors.ts';
import { checkDefinition, checkId, checkTitle } from './check-definition.ts';
import { checkTokenizerDefinition } from './check-tokenizer.ts';
import { isObject } from './schema/mismatch.ts';
import { nearest } from './schema/nearest.ts';
import { shown } from './schema/path.ts';
import type { AnyModelDefinition, Plugin } from './spec/v1.ts';

/** Versions of the plugin specification that this package understands. */
export const supportedSpecVersions: readonly string[] = ['v1'];

/** What a plugin may hold; each entry has an id of its own. */
export const sections = ['models', 'tokenizers', 'datasets', 'metrics'] as const;
/** What a plugin may offer. */
export type Section = (typeof sections)[number];

const methods = { models: 'create', tokenizers: 'open', datasets: 'open', metrics: 'compute' } as const;
const known: readonly string[] = ['specVersion', 'id', 'version', ...sections, 'contributions'];
const semanticVersion = /^\d+\.\d+\.\d+(-[\w.-]+)?(\+[\w.-]+)?$/;

/**
 * Checks what a package offers as its plugin.
 *
 * @throws FigmentError `PLUGIN_INVALID` naming the field, what it had and what would be right; `PLUGIN_SPEC_UNSUPPORTED`
 */
export function checkPlugin(plugin: unknown): asserts plugin is Plugin {
  if (!isObject(plugin)) throw invalid(`a plugin must be an object, as definePlugin() takes it, got ${shown(plugin)}.`);
  const { specVersion, id, version } = plugin;
  const called = typeof id === 'string' ? `plugin ${id}` : 'a plugin';
  if (typeof specVersion !== 'string') throw invalid(`specVersion of ${called} must be one of ${supportedSpecVersions.map(shown).join(', ')}, got ${shown(specVersion)}.`);
  if (!supportedSpecVersions.includes(specVersion)) {
    throw new FigmentError('PLUGIN_SPEC_UNSUPPORTED', `${called} follows version ${shown(specVersion)} of the plugin specification; this @figment/core understands ${supportedSpecVersions.join(', ')}. Update whichever of the two is older.`);
  }
  checkId(id, 'the id of a plugin');
  if (typeof version !== 'string' || !semanticVersion.test(version)) throw invalid(`version of ${called} must be like "0.1.0", got ${shown(version)}.`);
  for (const field of Object.keys(plugin)) {
    if (known.includes(field)) continue;
    const near = nearest(field, known);
    throw invalid(`${called} has ${field}, which is not known; ${near === undefined ? `it may have ${known.join(', ')}.` : `did you mean ${near}?`}`);
  }
  for (const section of sections) {
    checkEntries(plugin[section], section, called, (entry, name) => {
      if (section === 'models') checkDefinition(entry as unknown as AnyModelDefinition);
      if (typeof entry[methods[section]] !== 'function') throw invalid(`${name} must have a function ${methods[section]}().`);
      if (section === 'tokenizers') checkTokenizerDefinition(entry);
    });
  }
  const { contributions } = plugin;
  if (contributions === undefined) return;
  if (!isObject(contributions)) throw invalid(`contributions of ${called} must be an object of lists, each under the id of the door that takes it, got ${shown(contributions)}.`);
  for (const [door, entries] of Object.entries(contributions)) {
    checkId(door, `a door in contributions of ${called}`);
    checkEntries(entries, `contributions to ${door}`, called);
  }
}

/** A list of things that each have an id and a title of their own. */
function checkEntries(entries: unknown, what: string, called: string, checkMore?: (entry: Readonly<Record<string, unknown>>, name: string) => void): void {
  if (entries === undefined) return;
  if (!Array.isArray(entries)) throw invalid(`${what} of ${called} must be a list, got ${shown(entries)}.`);
  const seen = new Set<string>();
  for (const [i, entry] of entries.entries() as IterableIterator<[number, unknown]>) {
    const name = `${what}[${i}] of ${called}`;
    if (!isObject(entry)) throw invalid(`${name} must be an object, got ${shown(entry)}.`);
    checkMore?.(entry, name);
    const { id, title } = entry;
    checkId(id, `the id of ${name}`);
    checkTitle(title, `the title of ${name}`);
    if (seen.has(id)) throw invalid(`${called} has two ${what} with the id "${id}".`);
    seen.add(id);
  }
}

function invalid(message: string): FigmentError {
  return new FigmentError('PLUGIN_INVALID', message);
}

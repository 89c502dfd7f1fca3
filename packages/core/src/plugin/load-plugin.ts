import { importOptional } from '#platform/optional';

import { FigmentError, isFigmentError } from '../errors.ts';
import { checkPlugin } from './check-plugin.ts';
import { isObject } from './schema/mismatch.ts';
import type { Plugin } from './spec/v1.ts';

/**
 * Loads a plugin: in Node from a package (`acme/lstm` or `@acme/lstm` is the `/plugin` entry of `@acme/lstm`) or a path, as seen from the
 * working folder; anywhere from the URL of a module.
 *
 * @throws FigmentError `PLUGIN_NOT_FOUND` saying what to install; `PLUGIN_INVALID`, `PLUGIN_SPEC_UNSUPPORTED` for what was found
 */
export async function loadPlugin(from: string | URL): Promise<Plugin> {
  const name = String(from);
  const found = await imported(from, name);
  if (found === undefined) {
    const entry = entryOf(name);
    const what = isPath(name) ? 'there is no module at this path' : `${entry} is not installed here (npm install ${entry.replace(/\/plugin$/, '')}), or its package.json exports no "./plugin" with a "default"`;
    throw new FigmentError('PLUGIN_NOT_FOUND', `no plugin "${name}": ${what}. In a page, load it from a URL, or import it and register it.`);
  }
  if (!isObject(found) || found['default'] === undefined) {
    throw new FigmentError('PLUGIN_INVALID', `the module ${name} has no default export; a plugin's entry says \`export default definePlugin({ … })\`.`);
  }
  checkPlugin(found['default']);
  return found['default'];
}

async function imported(from: string | URL, name: string): Promise<unknown> {
  const isUrl = typeof from !== 'string' || /^[a-z][a-z\d+.-]+:/i.test(name);
  try {
    return isUrl ? await (import(/* @vite-ignore */ /* webpackIgnore: true */ name) as Promise<unknown>) : await importOptional(isPath(name) ? name : entryOf(name));
  } catch (cause) {
    if (isFigmentError(cause)) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    if (isUrl && /fetch|ERR_MODULE_NOT_FOUND|ENOENT|Cannot find/i.test(`${reason} ${String((cause as { code?: unknown }).code)}`)) {
      throw new FigmentError('PLUGIN_NOT_FOUND', `no plugin at ${name}: ${reason}`, { cause });
    }
    throw new FigmentError('PLUGIN_INVALID', `the plugin ${name} failed while it was loaded: ${reason}`, { cause });
  }
}

function isPath(name: string): boolean {
  return /^(\.{0,2}\/|\.\.?$|[a-z]:\\|\.{1,2}\\)/i.test(name);
}

/** 'acme/lstm', '@acme/lstm' -> '@acme/lstm/plugin'; 'figment-lstm' -> 'figment-lstm/plugin'. */
function entryOf(name: string): string {
  const scoped = name.includes('/') && !name.startsWith('@') ? `@${name}` : name;
  return scoped.endsWith('/plugin') ? scoped : `${scoped}/plugin`;
}

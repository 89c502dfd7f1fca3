import { describe, expect, it } from 'vitest';

import { painter } from '../../test/painter.ts';
import { createRegistry, definePlugin, loadPlugin, type Plugin } from './index.ts';

const plugin: Plugin = { specVersion: 'v1', id: 'test/painter', version: '1.0.0', models: [painter] };
const other = { ...painter, id: 'test/other' } as const;

describe('definePlugin', () => {
  it('accepts a plugin as it is', () => {
    expect(definePlugin(plugin)).toBe(plugin);
  });

  it.each<[string, unknown, string, string | RegExp]>([
    ['a newer specification', { ...plugin, specVersion: 'v2' }, 'PLUGIN_SPEC_UNSUPPORTED', 'plugin test/painter follows version "v2" of the plugin specification; this @figment/core understands v1.'],
    ['no specification', { id: 'a/b' }, 'PLUGIN_INVALID', 'specVersion of plugin a/b must be one of "v1", got nothing.'],
    ['no object', 'plugin', 'PLUGIN_INVALID', 'got "plugin"'],
    ['an id without owner', { ...plugin, id: 'lstm' }, 'PLUGIN_INVALID', 'the id of a plugin must be owner/name'],
    ['a version that is none', { ...plugin, version: '1' }, 'PLUGIN_INVALID', 'version of plugin test/painter must be like "0.1.0", got "1".'],
    ['a misspelt section', { ...plugin, model: [] }, 'PLUGIN_INVALID', 'did you mean models?'],
    ['two models of one id', { ...plugin, models: [painter, { ...painter }] }, 'PLUGIN_INVALID', 'plugin test/painter has two models with the id "test/painter".'],
    ['a model with a wrong id', { ...plugin, models: [{ ...painter, id: 'Painter' }] }, 'PLUGIN_INVALID', 'the id of a model must be owner/name in small letters'],
    ['a model without a schema', { ...plugin, models: [{ ...painter, config: {} }] }, 'PLUGIN_INVALID', 'config of test/painter must be a schema'],
    ['a model without create', { ...plugin, models: [{ ...painter, create: undefined }] }, 'PLUGIN_INVALID', 'create of test/painter must be a function'],
    ['a task of an unknown kind', { ...plugin, models: [{ ...painter, tasks: { smell: { ...painter.tasks.judge, output: 'odour' } } }] }, 'PLUGIN_INVALID', /output in tasks\.smell of test\/painter must be a kind \(text, .*\), got "odour"/],
    ['a task without a title', { ...plugin, models: [{ ...painter, tasks: { judge: { ...painter.tasks.judge, title: '' } } }] }, 'PLUGIN_INVALID', 'title of test/painter'.replace('title', 'tasks.judge.title')],
    ['contributions that are no lists', { ...plugin, contributions: { 'test/door': {} } }, 'PLUGIN_INVALID', 'contributions to test/door of plugin test/painter must be a list, got'],
    ['contributions to a door without owner', { ...plugin, contributions: { door: [] } }, 'PLUGIN_INVALID', 'a door in contributions of plugin test/painter must be owner/name'],
    ['two contributions of one id', { ...plugin, contributions: { 'test/door': [{ id: 'a/b', title: 'B' }, { id: 'a/b', title: 'C' }] } }, 'PLUGIN_INVALID', 'has two contributions to test/door with the id "a/b"'],
    ['a dataset that can’t be opened', { ...plugin, datasets: [{ id: 'a/b', title: 'B' }] }, 'PLUGIN_INVALID', 'datasets[0] of plugin test/painter must have a function open().'],
  ])('refuses %s', (_, wrong, code, message) => {
    expect(() => definePlugin(wrong as Plugin)).toThrow(expect.objectContaining({ code, message: typeof message === 'string' ? expect.stringContaining(message) as string : expect.stringMatching(message) as string }));
  });
});

describe('a registry', () => {
  it('finds and lists what was registered, in order', () => {
    const registry = createRegistry([plugin]);
    registry.register({ ...plugin, id: 'test/more', models: [other] });
    expect(registry.list('models').map(({ id }) => id)).toEqual(['test/painter', 'test/other']);
    expect(registry.find('models', 'test/other')).toBe(other);
    expect(registry.find('datasets', 'test/other')).toBeUndefined();
    expect(registry.model('test/painter')).toBe(painter);
    expect(registry.plugins().map(({ id }) => id)).toEqual(['test/painter', 'test/more']);
  });

  it('names the nearest model when there is none of an id', () => {
    const registry = createRegistry([plugin]);
    expect(() => registry.model('test/paimter')).toThrow(expect.objectContaining({ code: 'MODEL_UNKNOWN', message: expect.stringContaining('did you mean "test/painter"?') as string }));
  });

  it('refuses an id that is taken, and then holds nothing of the plugin', () => {
    const registry = createRegistry([plugin]);
    registry.register(plugin);
    expect(() => { registry.register({ ...plugin }); }).toThrow(/plugin with the id "test\/painter" is registered already/);
    expect(() => { registry.register({ ...plugin, id: 'test/thief', models: [other, painter] }); }).toThrow(/"test\/painter" among the models of plugin test\/thief is taken already, by plugin test\/painter/);
    expect(registry.list('models')).toHaveLength(1);
  });
});

describe('contributions', () => {
  const brought = (id: string, ...ids: string[]): Plugin => ({ specVersion: 'v1', id: `test/${id}`, version: '1.0.0', contributions: { 'test/door': ids.map((each) => ({ id: `test/${each}`, title: each })) } });

  it('of all plugins are gathered by door, in order', () => {
    const registry = createRegistry([brought('first', 'a', 'b'), brought('second', 'c'), plugin]);
    expect(registry.contributions()['test/door']?.map(({ id }) => id)).toEqual(['test/a', 'test/b', 'test/c']);
  });

  it('have ids that no two plugins share', () => {
    expect(() => createRegistry([brought('first', 'a'), brought('second', 'a')])).toThrow(/"test\/a" among the contributions to test\/door of plugin test\/second is taken already, by plugin test\/first/);
  });
});

describe('loadPlugin', () => {
  const module = (source: string): string => `data:text/javascript,${encodeURIComponent(source)}`;

  it('loads a module from a URL', async () => {
    const loaded = await loadPlugin(module("export default { specVersion: 'v1', id: 'far/away', version: '0.1.0' }"));
    expect(loaded.id).toBe('far/away');
  });

  it.each([
    ['a module without default export', module('export const plugin = 1'), 'PLUGIN_INVALID', 'no default export'],
    ['a module of a newer specification', module("export default { specVersion: 'v9', id: 'far/away', version: '0.1.0' }"), 'PLUGIN_SPEC_UNSUPPORTED', 'understands v1'],
    ['a module that throws', module("throw new Error('no paint')"), 'PLUGIN_INVALID', 'no paint'],
    ['a package that is not installed', 'acme/absent', 'PLUGIN_NOT_FOUND', 'npm install @acme/absent'],
    ['an unscoped package that is not installed', 'figment-absent', 'PLUGIN_NOT_FOUND', 'figment-absent/plugin is not installed here (npm install figment-absent)'],
    ['a path with nothing there', './absent-plugin', 'PLUGIN_NOT_FOUND', 'there is no module at this path'],
    ['a URL with nothing there', 'file:///absent/plugin.js', 'PLUGIN_NOT_FOUND', 'no plugin at file:///absent/plugin.js'],
  ])('refuses %s', async (_, from, code, message) => {
    await expect(loadPlugin(from)).rejects.toMatchObject({ code, message: expect.stringContaining(message) as string });
  });
});

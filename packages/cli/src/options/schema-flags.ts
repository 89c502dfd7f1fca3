import type { ErrorCode } from '@figment/core';
import { type SchemaField, valuesFromText } from '@figment/core/plugin';
import { type Command, Option } from 'commander';

/** Adds one flag for each field of a schema: `--config.image.size <integer>` with the prefix `config.`; some have a second name. */
export function addSchemaFlags(command: Command, fields: readonly SchemaField[], prefix: string, heading: string, short: Readonly<Record<string, string>> = {}): Command {
  const flags = [...new Set(fields.map(({ path }) => path))].map((path) => {
    const own = fields.filter((field) => field.path === path);
    const other = short[path] ?? (prefix === '' && /[A-Z]/.test(path) ? dashed(path) : undefined);
    return new Option(`${other === undefined ? '' : `--${other}, `}--${prefix}${path} <${own.map(placeholder).join('|')}>`, own.map(helpText).join('; or '));
  });
  if (flags.length > 0) command.optionsGroup(heading);
  for (const flag of flags) command.addOption(flag);
  return command;
}

/**
 * The values that these flags were given, nested as the schema wants them.
 *
 * @throws FigmentError of `code` for a value that can't be
 */
export function schemaValues(command: Command, fields: readonly SchemaField[], prefix: string, name: string, code: ErrorCode): Record<string, unknown> {
  const said = command.opts<Record<string, unknown>>();
  const texts: Record<string, string> = {};
  for (const { path } of fields) {
    // Commander turns dashes into camel case; paths of fields have none.
    const text = said[`${prefix}${path}`];
    if (typeof text === 'string') texts[path] = text;
  }
  return valuesFromText(fields, texts, name, code);
}

/** 'maxTokens' -> 'max-tokens', as command lines write it. */
function dashed(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function placeholder({ type, choices }: SchemaField): string {
  return type === 'choice' && choices !== undefined ? choices.map(String).join('|') : type;
}

function helpText(field: SchemaField): string {
  const range = rangeText(field);
  const facts = [range, field.required ? 'required' : '', field.default === undefined ? '' : `default: ${defaultText(field.default)}`].filter(Boolean);
  return [field.description ?? field.title, facts.length === 0 ? '' : `(${facts.join('; ')})`].filter(Boolean).join(' ');
}

function rangeText({ min, max, exclusiveMin, exclusiveMax }: SchemaField): string {
  const low = min !== undefined ? `≥ ${min}` : exclusiveMin !== undefined ? `> ${exclusiveMin}` : '';
  const high = max !== undefined ? `≤ ${max}` : exclusiveMax !== undefined ? `< ${exclusiveMax}` : '';
  return [low, high].filter(Boolean).join(', ');
}

function defaultText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

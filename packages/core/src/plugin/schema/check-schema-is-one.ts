import { FigmentError } from '../../errors.ts';
import type { Schema } from '../spec/v1.ts';
import { shown } from './path.ts';

/** @throws FigmentError `PLUGIN_INVALID` */
export function checkSchemaIsOne(schema: unknown, name: string): void {
  const standard = (schema as Partial<Schema> | null | undefined)?.['~standard'];
  if (typeof standard?.validate !== 'function' || typeof (standard as { jsonSchema?: { input?: unknown } }).jsonSchema?.input !== 'function') {
    throw new FigmentError('PLUGIN_INVALID', `${name} must be a schema that validates and describes itself (Standard Schema with JSON Schema; zod 4.2 or newer), got ${shown(schema)}.`);
  }
}

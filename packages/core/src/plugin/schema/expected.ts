import { branches, type JsonSchema, resolved } from './json-schema.ts';

const SAFE = Number.MAX_SAFE_INTEGER;

/** What would be right, in words: 'an integer from 8 to 1024', 'one of "gaussian", "laplace"'. */
export function expected(node: JsonSchema, root: JsonSchema): string {
  const here = resolved(node, root);
  if (here.const !== undefined) return JSON.stringify(here.const);
  if (here.enum !== undefined) return oneOf(here.enum);
  const union = branches(here);
  if (union !== undefined) {
    const constants = union.map((branch) => resolved(branch, root).const);
    if (constants.every((constant) => constant !== undefined)) return oneOf(constants);
    return union.map((branch) => expected(branch, root)).join(', or ');
  }
  switch (String(here.type)) {
    case 'integer': return `an integer${range(here)}`;
    case 'number': return `a number${range(here)}`;
    case 'string': return `text${counted(here.minLength, here.maxLength, 'characters')}`;
    case 'boolean': return 'true or false';
    case 'null': return 'null';
    case 'array': return `a list${counted(here.minItems, here.maxItems, 'values')}`;
    case 'object': return here.properties === undefined ? 'an object' : `an object with ${Object.keys(here.properties).join(', ')}`;
    default: return 'something else';
  }
}

function oneOf(values: readonly unknown[]): string {
  return `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`;
}

function range(node: JsonSchema): string {
  const minimum = node.minimum === -SAFE ? undefined : node.minimum;
  const maximum = node.maximum === SAFE ? undefined : node.maximum;
  const low = minimum !== undefined ? `from ${minimum}` : node.exclusiveMinimum !== undefined ? `above ${node.exclusiveMinimum}` : '';
  const high = maximum !== undefined ? `${low === '' ? 'of at most' : 'to'} ${maximum}` : node.exclusiveMaximum !== undefined ? `${low === '' ? '' : 'and '}below ${node.exclusiveMaximum}` : '';
  const bounds = low !== '' && high === '' && minimum !== undefined ? `of at least ${minimum}` : [low, high].filter(Boolean).join(' ');
  const multiple = node.multipleOf === undefined ? '' : `that is a multiple of ${node.multipleOf}`;
  return [bounds, multiple].filter(Boolean).map((part) => ` ${part}`).join('');
}

function counted(least: number | undefined, most: number | undefined, unit: string): string {
  if (least !== undefined && least === most) return ` of ${least} ${unit}`;
  if (least !== undefined && most !== undefined) return ` of ${least} to ${most} ${unit}`;
  if (least !== undefined) return ` of at least ${least} ${unit}`;
  return most === undefined ? '' : ` of at most ${most} ${unit}`;
}

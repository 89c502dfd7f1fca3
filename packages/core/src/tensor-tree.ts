import { isTensor, type Tensor } from './tensor.ts';

/** Every tensor in a value made of plain objects and arrays, once. */
export function tensorsIn(value: unknown, found = new Set<Tensor>()): Set<Tensor> {
  if (isTensor(value)) found.add(value);
  else if (isBranch(value)) for (const child of Object.values(value)) tensorsIn(child, found);
  return found;
}

/** A copy of plain objects and arrays in which `change` has been applied to each tensor; the value itself if nothing changed. */
export function mapTensors<T>(value: T, change: (tensor: Tensor) => Tensor): T {
  if (isTensor(value)) return change(value) as T;
  if (!isBranch(value)) return value;
  const entries = Object.entries(value).map(([name, child]) => [name, mapTensors<unknown>(child, change)] as const);
  if (entries.every(([name, child]) => child === (value as Record<string, unknown>)[name])) return value;
  return (Array.isArray(value) ? entries.map(([, child]) => child) : Object.fromEntries(entries)) as T;
}

function isBranch(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

import { Linear } from '../linear.ts';
import { Module } from '../module.ts';
import { AdaptedLinear } from './adapted-linear.ts';

/** A linear layer, with an adapter or without. */
export type AnyLinear = Linear | AdaptedLinear;

/** A linear layer, and where it hangs. */
export interface PlacedLayer<Layer = AnyLinear> {
  /** 'decoder.blocks.0.attention.query' */
  readonly name: string;
  readonly layer: Layer;
  /** Puts another one in its place. */
  readonly replace: (layer: AnyLinear) => void;
}

/** All linear layers of a module, depth first in the order of the fields; adapted ones are such, too. */
export function* linearLayers(owner: object, path = ''): Generator<PlacedLayer> {
  for (const [field, child] of Object.entries(owner) as [string, unknown][]) {
    const name = path === '' ? field : `${path}.${field}`;
    if (child instanceof Linear || child instanceof AdaptedLinear) yield { name, layer: child, replace: (put) => { (owner as Record<string, unknown>)[field] = put; } };
    else if (child instanceof Module || Array.isArray(child) || isRecord(child)) yield* linearLayers(child, name);
  }
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** Those that have an adapter. */
export function* adaptedLayers(module: Module): Generator<PlacedLayer<AdaptedLinear>> {
  for (const { layer, ...placed } of linearLayers(module)) if (layer instanceof AdaptedLinear) yield { ...placed, layer };
}

import type { Window } from '../../host/window.ts';
import { unravel } from './flat-program.ts';

/** A sliding window's geometry as uniforms. */
export function windowUniforms({ channels, input, output, size, stride, dilation, padding }: Window): Record<string, number | readonly [number, number, number]> {
  return { inSize: input, outSize: output, window: size, stride, dilation, padding, channels };
}

/** The place (b, d, h, w) of the input that element `index` of [B, D, H, W, channels] stands for, and its channel c. */
export const inputPlace = unravel('index', { c: 'uniforms.channels', w: 'uniforms.inSize.z', h: 'uniforms.inSize.y', d: 'uniforms.inSize.x' }, 'b');

/** Runs `code` for each tap of the window and the output place `o` (vec3) that saw (d, h, w) through it; `out` is its flat index. */
export function forEachSeer(code: string): string {
  return `
    for (var td = 0; td < uniforms.window.x; td++) {
      for (var th = 0; th < uniforms.window.y; th++) {
        for (var tw = 0; tw < uniforms.window.z; tw++) {
          let seen = vec3<i32>(d, h, w) + uniforms.padding - vec3<i32>(td, th, tw) * uniforms.dilation;
          let o = seen / uniforms.stride;
          if (any(seen < vec3<i32>(0)) || any(o * uniforms.stride != seen) || any(o >= uniforms.outSize)) { continue; }
          let out = ((b * uniforms.outSize.x + o.x) * uniforms.outSize.y + o.y) * uniforms.outSize.z + o.z;
          let tap = (td * uniforms.window.y + th) * uniforms.window.z + tw;
          ${code}
        }
      }
    }`;
}

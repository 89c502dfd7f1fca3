import { type WebGPUBackend, webgpu_util as webgpuUtil } from '@tensorflow/tfjs-backend-webgpu';
import type { TensorInfo } from '@tensorflow/tfjs-core';

export interface FlatProgram {
  /** Names the code: programs with the same name are compiled once. */
  readonly name: string;
  readonly outputShape: readonly number[];
  /** Of the result (float32). */
  readonly dtype?: 'float32' | 'int32' | 'bool';
  /** Inputs by the name they have in the code: flat arrays of f32, or of i32 where they are int32 or bool. */
  readonly inputs: Readonly<Record<string, TensorInfo>>;
  /** Integers, or threes of them, by the name they have in the code: `uniforms.name`. */
  readonly uniforms: Readonly<Record<string, number | readonly [number, number, number]>>;
  /** WGSL that computes `result` (of the result's type, 0 before) of the element `index` (i32). */
  readonly code: string;
  /** WGSL functions that it calls. */
  readonly functions?: string;
}

/** Runs WGSL once for each element of the result. */
export function runFlat(backend: WebGPUBackend, { name, outputShape, dtype = 'float32', inputs, uniforms, code, functions = '' }: FlatProgram): TensorInfo {
  const entries = Object.entries(uniforms);
  const shape = [...outputShape];
  const workgroupSize: [number, number, number] = [64, 1, 1];
  const dispatchLayout = webgpuUtil.flatDispatchLayout(shape);
  const program = {
    outputShape: shape,
    shaderKey: `figment${name}`,
    dispatchLayout,
    dispatch: webgpuUtil.computeDispatch(dispatchLayout, shape, workgroupSize),
    variableNames: Object.keys(inputs),
    uniforms: entries.map(([key, value]) => `${key} : ${typeof value === 'number' ? 'i32' : 'vec3<i32>'},`).join(' '),
    workgroupSize,
    size: true,
    getUserCode: () => `
      ${functions}
      fn main(index : i32) {
        if (index < uniforms.size) {
          var result = ${dtype === 'float32' ? 'f32' : 'i32'}(0);
          ${code}
          setOutputAtIndex${dtype === 'float32' ? '' : 'I32'}(index, result);
        }
      }`,
  };
  const data = entries.map(([, value]) => ({ type: 'int32', data: typeof value === 'number' ? [value] : [...value] }));
  return backend.runWebGPUProgram(program, Object.values(inputs), dtype, data);
}

/** Takes an index apart, the last axis first: `unravel('index', { c: 'uniforms.channels', w: 'uniforms.width' }, 'rest')`. */
export function unravel(index: string, axes: Readonly<Record<string, string>>, rest: string): string {
  return [`var left = ${index};`, ...Object.entries(axes).map(([axis, length]) => `let ${axis} = left % ${length}; left = left / ${length};`), `let ${rest} = left;`].join('\n');
}

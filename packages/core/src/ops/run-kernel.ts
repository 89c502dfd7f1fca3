import { engine, getGradient, getKernel, type NamedAttrMap, type NamedTensorMap, type TensorInfo, zeros } from '@tensorflow/tfjs-core';

import { areWatched } from '../backend/profile/watch.ts';
import type { Tensor } from '../tensor.ts';
import type { Rule } from './autodiff/rules/rule.ts';
import { hold, isRecording, linkHandles, tapeEngine, type TapeNode } from './autodiff/tape.ts';

const noAttributes: NamedAttrMap = {};

/**
 * Runs a kernel of the backend in use, on its own and recorded for a gradient if one is being taken: what tfjs's engine does,
 * by a shorter way, which is what a small operation costs. What it makes belongs to the scope that is open.
 */
export function runKernel(name: string, inputs: NamedTensorMap, attrs?: NamedAttrMap): Tensor;
export function runKernel(name: string, inputs: NamedTensorMap, attrs: NamedAttrMap = noAttributes): Tensor | Tensor[] {
  const e = engine();
  const { state } = tapeEngine();
  const kernel = getKernel(name, e.backendName) as ReturnType<typeof getKernel> | undefined;
  if (kernel === undefined || areWatched() || e.state.profiling || e.ENV.getBool('DEBUG')) return e.runKernel(name, inputs, attrs);
  const isTaped = isRecording();
  const { backend } = e;
  let made: TensorInfo | TensorInfo[];
  state.kernelDepth++;
  try {
    made = kernel.kernelFunc({ inputs, attrs, backend });
  } finally {
    state.kernelDepth--;
  }
  const output = Array.isArray(made) ? made.map(tracked) : tracked(made);
  if (isTaped) recordKernel(name, inputs, Array.isArray(output) ? output : [output], attrs);
  return output;
}

/** A few kernels hand back tensors, which are tracked already. */
const tracked = (made: TensorInfo): Tensor => ('rank' in made ? (made as Tensor) : engine().makeTensorFromTensorInfo(made));

function recordKernel(name: string, inputs: NamedTensorMap, outputs: readonly Tensor[], attrs: NamedAttrMap): void {
  const { state } = tapeEngine();
  const rule = getGradient(name) as Rule | undefined;
  const node = { id: state.nextTapeNodeId++, kernelName: name, inputs, outputs };
  if (rule === undefined) {
    state.activeTape?.push(node);
    return;
  }
  const wanted: Tensor[] = rule.saveAllInputs === true ? Object.values(inputs) : (rule.inputsToSave ?? []).map((input) => inputs[input] as Tensor);
  const results = outputs.filter((_, i) => rule.outputsToSave?.[i]);
  // Shapes outlive their tensors.
  const handles = rule.readsShapesOnly === true ? [] : [...wanted, ...results].map(hold);
  const gradient: TapeNode['gradient'] = (upstreams) => {
    linkHandles(wanted, handles);
    const all = upstreams.map((upstream, i) => upstream ?? zeros((outputs[i] as Tensor).shape));
    return rule.gradFunc(all.length > 1 ? all : (all[0] as Tensor), handles.length > 0 ? handles : wanted, attrs);
  };
  state.activeTape?.push({ ...node, saved: handles, gradient });
}

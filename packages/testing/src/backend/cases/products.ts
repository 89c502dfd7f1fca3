import { conv1d, conv2d, convTranspose2d, depthwiseConv2d, einsum, linear, matMul } from '@figment/core/ops';

import { any, type BackendCase, type CheckedOp, type Row, rowsOf } from '../case.ts';

const products = (name: string, run: CheckedOp['run'], ...rows: Row[]): BackendCase[] => rowsOf('products', { name, run }, rows);
const convolutions = (name: string, run: CheckedOp['run'], ...rows: Row[]): BackendCase[] => rowsOf('convolutions', { name, run }, rows);

const run2d: CheckedOp['run'] = ({ x, kernel, bias }, options) => conv2d(x!, kernel!, { ...options, bias });

export const productCases: readonly BackendCase[] = [
  ...products('matMul', ({ a, b }, { transposeA, transposeB }) => matMul(a!, b!, transposeA as boolean, transposeB as boolean),
    ['', { a: any(5, 7), b: any(7, 3) }],
    ['A^T B', { a: any(4, 5), b: any(4, 3) }, { transposeA: true }],
    ['A B^T', { a: any(5, 4), b: any(3, 4) }, { transposeB: true }],
    ['A^T B^T', { a: any(4, 5), b: any(3, 4) }, { transposeA: true, transposeB: true }],
    ['batched', { a: any(2, 2, 3, 4), b: any(2, 2, 4, 2) }],
    ['batched, A^T', { a: any(2, 4, 3), b: any(2, 4, 2) }, { transposeA: true }],
    ['batched, A B^T', { a: any(3, 2, 3), b: any(3, 4, 3) }, { transposeB: true }],
    ['broadcast', { a: any(2, 2, 2, 3), b: any(1, 2, 3, 2) }],
    ['one for the batch', { a: any(3, 2, 3), b: any(1, 3, 2) }],
    ['a batch times a matrix', { a: any(3, 2, 3), b: any(3, 2) }],
    ['outer', { a: any(4, 1), b: any(1, 3) }],
    ['inner', { a: any(1, 5), b: any(5, 1) }],
    ['no rows', { a: any(0, 3), b: any(3, 2) }],
    ['nothing to sum', { a: any(2, 0), b: any(0, 3) }]),
  ...rowsOf('products', { name: 'matMul', differentiable: 'never', run: ({ a, b }, { transposeA, transposeB }) => matMul(a!, b!, transposeA as boolean, transposeB as boolean) }, [
    ['longer than a block', { a: any(9, 300), b: any(300, 13) }],
    ['longer than a block, A^T B^T', { a: any(300, 9), b: any(13, 300) }, { transposeA: true, transposeB: true }],
    ['wider than a panel', { a: any(3, 5), b: any(5, 70) }],
  ]),
  ...products('linear', ({ x, weight, bias }) => linear(x!, weight!, bias), ['', { x: any(2, 3, 4), weight: any(4, 5), bias: any(5) }], ['without bias', { x: any(3, 4), weight: any(4, 2) }], ['one row', { x: any(4), weight: any(4, 3), bias: any(3) }]),
  ...products('einsum', (xs, { equation }) => einsum(equation as string, ...Object.values(xs)),
    ['matrix product', { a: any(2, 3), b: any(3, 4) }, { equation: 'ij,jk->ik' }],
    ['scores of attention', { q: any(1, 2, 2, 3), k: any(1, 2, 3, 3) }, { equation: 'bhqd,bhkd->bhqk' }],
    ['three inputs', { a: any(2, 3), b: any(3, 2), c: any(2, 2) }, { equation: 'ij,jk,kl->il' }],
    ['trace of a batch', { x: any(2, 3, 3) }, { equation: 'bii->b' }],
    ['diagonal, transposed', { x: any(2, 2, 3) }, { equation: 'iij->ji' }],
    ['ellipsis', { a: any(2, 2, 3), b: any(3, 2) }, { equation: '...ij,jk->...ik' }],
    ['outer', { a: any(3), b: any(2) }, { equation: 'i,j->ij' }],
    ['summed out', { a: any(2, 3), b: any(2, 4) }, { equation: 'ij,ik->i' }]),
  ...convolutions('conv2d', run2d,
    ['3x3', { x: any(2, 4, 3, 2), kernel: any(3, 3, 2, 3), bias: any(3) }, { padding: 1 }],
    ['3x3, valid', { x: any(1, 4, 5, 3), kernel: any(3, 3, 3, 2) }],
    ['3x3, stride 2, same', { x: any(2, 5, 4, 2), kernel: any(3, 3, 2, 2) }, { stride: 2, padding: 'same' }],
    ['4x4, stride 2, padding 1', { x: any(1, 6, 4, 2), kernel: any(4, 4, 2, 2) }, { stride: 2, padding: 1 }],
    ['3x2, stride 2x3, one-sided padding', { x: any(1, 5, 6, 2), kernel: any(3, 2, 2, 2) }, { stride: [2, 3], padding: [0, 2, 1, 0] }],
    ['1x1', { x: any(2, 2, 3, 4), kernel: any(1, 1, 4, 3), bias: any(3) }],
    ['1x1, stride 2', { x: any(2, 3, 4, 2), kernel: any(1, 1, 2, 3) }, { stride: 2 }],
    ['3x3, dilation 2', { x: any(1, 5, 6, 2), kernel: any(3, 3, 2, 2) }, { dilation: 2, padding: 2 }],
    ['2 groups', { x: any(1, 3, 4, 4), kernel: any(3, 3, 2, 4), bias: any(4) }, { groups: 2, padding: 1 }],
    ['7x7 over a small picture', { x: any(1, 3, 2, 1), kernel: any(7, 7, 1, 1) }, { padding: 3 }],
    ['many channels', { x: any(1, 2, 2, 17), kernel: any(1, 2, 17, 9) }]),
  ...convolutions('conv1d', ({ x, kernel, bias }, options) => conv1d(x!, kernel!, { ...options, bias }), ['', { x: any(2, 5, 2), kernel: any(3, 2, 3), bias: any(3) }, { padding: 1 }], ['causal, dilation 2', { x: any(1, 6, 2), kernel: any(2, 2, 2) }, { padding: [2, 0], dilation: 2 }], ['stride 2, groups', { x: any(1, 6, 4), kernel: any(3, 2, 2) }, { stride: 2, groups: 2 }]),
  ...convolutions('convTranspose2d', ({ x, kernel, bias }, options) => convTranspose2d(x!, kernel!, { ...options, bias }),
    ['2x2, stride 2', { x: any(2, 2, 3, 2), kernel: any(2, 2, 3, 2), bias: any(3) }, { stride: 2 }],
    ['4x4, stride 2, padding 1', { x: any(1, 3, 2, 2), kernel: any(4, 4, 2, 2) }, { stride: 2, padding: 1 }],
    ['3x3, stride 2, padding 1, output padding 1', { x: any(1, 2, 3, 2), kernel: any(3, 3, 2, 2) }, { stride: 2, padding: 1, outputPadding: 1 }],
    ['3x3, dilation 2, groups', { x: any(1, 3, 2, 4), kernel: any(3, 3, 1, 4) }, { dilation: 2, padding: 1, groups: 2 }]),
  ...convolutions('depthwiseConv2d', ({ x, kernel, bias }, options) => depthwiseConv2d(x!, kernel!, { ...options, bias }),
    ['3x3', { x: any(2, 3, 4, 3), kernel: any(3, 3, 3, 1), bias: any(3) }, { padding: 1 }],
    ['3x3, multiplier 2, stride 2', { x: any(1, 5, 4, 2), kernel: any(3, 3, 2, 2) }, { stride: 2, padding: 1 }],
    ['2x3, stride 2x1, dilation 2', { x: any(1, 5, 6, 2), kernel: any(2, 3, 2, 1) }, { stride: [2, 1], dilation: 2, padding: 1 }]),
];

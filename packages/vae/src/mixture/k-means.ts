/**
 * Clusters to start a mixture from. Lloyd 1982, "Least squares quantization in PCM", with the first centres of
 * Arthur and Vassilvitskii 2007, "k-means++: the advantages of careful seeding".
 */
import { type Key, uniformArray } from '@figment/core/random';

import { type Points, squaredDistance } from './points.ts';

/** The cluster of each point, 0 to clusters - 1. Every cluster has a point as long as there are as many different points. */
export function kMeans(points: Points, clusters: number, key: Key, rounds = 20): Int32Array {
  const { data, count, dimension } = points;
  const centres = firstCentres(points, clusters, key);
  const label = new Int32Array(count).fill(-1);
  const distance = new Float64Array(count);
  for (let round = 0; round < rounds; round++) {
    let moved = 0;
    for (let i = 0; i < count; i++) {
      const { nearest, squared } = nearestCentre(points, i, centres, clusters);
      distance[i] = squared;
      if (nearest !== label[i]) moved++;
      label[i] = nearest;
    }
    if (moved === 0) break;
    const sizes = new Int32Array(clusters);
    centres.fill(0);
    for (let i = 0; i < count; i++) {
      sizes[label[i]!]!++;
      for (let d = 0; d < dimension; d++) centres[label[i]! * dimension + d]! += data[i * dimension + d]!;
    }
    for (let c = 0; c < clusters; c++) {
      if (sizes[c] === 0) moveTo(centres, c, points, farthest(distance)); // an empty cluster takes the point that lies worst
      else for (let d = 0; d < dimension; d++) centres[c * dimension + d]! /= sizes[c]!;
    }
  }
  return label;
}

/** Each next centre is a point drawn with a probability proportional to its squared distance from those before. */
function firstCentres(points: Points, clusters: number, key: Key): Float64Array {
  const { count, dimension } = points;
  const centres = new Float64Array(clusters * dimension);
  const draws = uniformArray(key, clusters);
  const distance = new Float64Array(count).fill(1);
  for (let c = 0; c < clusters; c++) {
    moveTo(centres, c, points, pick(distance, draws[c]!));
    for (let i = 0; i < count; i++) {
      const squared = squaredDistance(points, i, centres, c * dimension);
      distance[i] = c === 0 ? squared : Math.min(distance[i]!, squared);
    }
  }
  return centres;
}

function nearestCentre(points: Points, i: number, centres: Float64Array, clusters: number): { nearest: number; squared: number } {
  let nearest = 0, squared = Infinity;
  for (let c = 0; c < clusters; c++) {
    const distance = squaredDistance(points, i, centres, c * points.dimension);
    if (distance < squared) [nearest, squared] = [c, distance];
  }
  return { nearest, squared };
}

function moveTo(centres: Float64Array, c: number, { data, dimension }: Points, i: number): void {
  for (let d = 0; d < dimension; d++) centres[c * dimension + d] = data[i * dimension + d]!;
}

/** Takes the farthest point, and counts it as reached. */
function farthest(distance: Float64Array): number {
  let at = 0;
  for (let i = 1; i < distance.length; i++) if (distance[i]! > distance[at]!) at = i;
  distance[at] = 0;
  return at;
}

/** The index at which the running sum of the weights passes `draw` (0 to 1) of their total. */
export function pick(weights: ArrayLike<number>, draw: number): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i]!;
  let rest = draw * total, last = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i]! <= 0) continue;
    last = i;
    rest -= weights[i]!;
    if (rest < 0) break;
  }
  return last;
}

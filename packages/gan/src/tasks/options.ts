import * as z from 'zod';

export const classField = z.int().min(0).optional().describe('Its class, for a model that knows classes; drawn at random for each picture if left out.');

export const truncationField = z.number().min(0).max(1).default(1).describe('How far from the average: 1 = as varied as it has learnt, less = better pictures that are more alike, 0 = the average.');

export const framesField = z.int().min(2).max(64).default(8).describe('Number of pictures, both ends included.');

/** How many directions have a number. */
export const DIRECTIONS = 8;

export const directionsField = z
  .array(z.number().min(-10).max(10))
  .max(DIRECTIONS)
  .default([])
  .describe('Moves all pictures along the directions in which they change most, in standard deviations: the first number along the strongest.');

/** How a picture is searched for. */
export const searchFields = (steps: number) => ({
  steps: z.int().min(1).max(5000).default(steps).describe('How long it searches.'),
  class: z.int().min(0).optional().describe('Class of the picture, for a model that knows classes; that of the nearest picture if left out.'),
  eachLayer: z.boolean().default(false).describe('Finds a style for each layer, where there are several: nearer to the picture, and farther from what the model makes by itself.').meta({ advanced: true }),
});

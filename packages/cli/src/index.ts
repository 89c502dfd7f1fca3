/**
 * The `figment` command. It knows no architecture: options come from the plugins' schemas.
 *
 * @module
 */
export { main } from './main.ts';

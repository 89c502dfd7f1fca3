import { tryOut } from './program.js';

console.log(JSON.stringify(await tryOut()));

import { tryOut } from './program.js';

// The test waits for it.
tryOut().then((result) => { globalThis.result = result; }, (error) => { globalThis.result = { error: String(error) }; });

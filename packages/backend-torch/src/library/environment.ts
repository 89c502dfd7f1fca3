import koffi from 'koffi';

/**
 * Sets variables of the process's environment while libraries are loaded that read them, and takes them back. Those that
 * are set already stay. (In a worker thread `process.env` is a copy that libraries don't see.)
 */
export function withEnvironment<Value>(variables: Readonly<Record<string, string>>, work: () => Value): Value {
  const { get, set, unset } = access();
  const names = Object.keys(variables).filter((name) => get(name) === null);
  for (const name of names) set(name, variables[name] as string);
  try {
    return work();
  } finally {
    for (const name of names) unset(name);
  }
}

interface Access {
  readonly get: (name: string) => string | null;
  readonly set: (name: string, value: string) => void;
  readonly unset: (name: string) => void;
}

let known: Access | undefined;

function access(): Access {
  return (known ??= process.platform === 'win32' ? windows() : posix());
}

function posix(): Access {
  const program = koffi.load(null);
  const set = program.func('setenv', 'int', ['str', 'str', 'int']) as unknown as (name: string, value: string, overwrite: number) => number;
  return {
    get: program.func('getenv', 'str', ['str']),
    set: (name, value) => { set(name, value, 1); },
    unset: program.func('unsetenv', 'int', ['str']),
  };
}

function windows(): Access {
  const runtime = koffi.load('ucrtbase.dll');
  const put = runtime.func('_putenv_s', 'int', ['str', 'str']) as unknown as (name: string, value: string) => number;
  return { get: runtime.func('getenv', 'str', ['str']), set: put, unset: (name) => { put(name, ''); } };
}

import type { Libtorch } from '../library/libtorch.ts';

const int64 = 'int64_t';
const int32 = 'int32_t';
const uint64 = 'uint64_t';

/**
 * The functions of torch's stable C interface (torch/csrc/stable/c/shim.h and torch/csrc/inductor/aoti_torch/c/shim.h) that
 * everything stands on. Pointers are declared as 64-bit numbers, so that they cross as numbers. All but the plain getters
 * return 0, or something else when they failed.
 */
export function bindFunctions(library: Libtorch) {
  const need = library.need.bind(library);
  return {
    // errors of this thread, since 2.13
    what: library.find('torch_exception_get_what_without_backtrace', [], 'const char*') as unknown as (() => string) | undefined,

    // the dispatcher, and what its stack is made of
    callDispatcher: need('torch_call_dispatcher', [int64, int64, int64, uint64]),
    newList: need('torch_new_list_reserve_size', ['size_t', int64]),
    pushToList: need('torch_list_push_back', [int64, int64]),
    listSize: need('torch_list_size', [int64, int64]),
    listItem: need('torch_list_get_item', [int64, 'size_t', int64]),
    deleteList: need('torch_delete_list', [int64]),
    newString: need('torch_new_string_handle', [int64, 'size_t', int64]),
    deleteString: need('torch_delete_string', [int64]),
    // cells on the heap for optional arguments, since 2.13
    newCell: library.find('torch_new_stable_ivalue', [int64]),
    deleteCell: library.find('torch_delete_stable_ivalue', [int64]),

    // tensors
    newHandle: need('aoti_torch_new_tensor_handle', [int64, int64]),
    deleteHandle: need('aoti_torch_delete_tensor_object', [int64]),
    dimensions: need('aoti_torch_get_dim', [int64, int64]),
    size: need('aoti_torch_get_size', [int64, int64, int64]),
    stride: need('aoti_torch_get_stride', [int64, int64, int64]),
    dtype: need('aoti_torch_get_dtype', [int64, int64]),
    isContiguous: need('aoti_torch_is_contiguous', [int64, int64]),
    view: need('aoti_torch__reinterpret_tensor', [int64, int64, int64, int64, int64, int64]),
    empty: need('aoti_torch_empty_strided', [int64, int64, int64, int32, int32, int32, int64]),
    fromMemory: need('aoti_torch_create_tensor_from_blob', ['void*', int64, int64, int64, int64, int32, int32, int32, int64]),
    copy: need('aoti_torch_copy_', [int64, int64, int32]),
    scalarFloat: need('aoti_torch_scalar_to_tensor_float32', ['float', int64]),
    scalarInt: need('aoti_torch_scalar_to_tensor_int32', [int32, int64]),
    scalarBool: need('aoti_torch_scalar_to_tensor_bool', ['bool', int64]),

    // the thread
    setGradMode: need('aoti_torch_grad_mode_set_enabled', ['bool'], 'void'),
    threads: need('torch_get_num_threads', [int64]),
  };
}

export type Functions = ReturnType<typeof bindFunctions>;

/** What gives torch's number of a type of elements, of a device. */
export function bindCode(library: Libtorch, name: string): () => number {
  return library.need(`aoti_torch_${name}`, []);
}

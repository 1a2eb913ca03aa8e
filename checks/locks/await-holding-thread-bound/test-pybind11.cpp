// flags: -std=c++20 -I/usr/include/python3.11
// needs: pybind11/pybind11.h
// The interpreter's lock belongs to the thread that took it.
#include "mini.h"
#include <pybind11/pybind11.h>

namespace py = pybind11;
mini::task<void> flush(int = 0);
int work(int = 0);

namespace bad_gil_acquired {
mini::task<void> f() {
  py::gil_scoped_acquire gil; // warn: 'gil' belongs to its thread and is alive while the coroutine is suspended: the state of the global interpreter lock belongs to the thread // note: end its scope before suspending, or use 'a block around the Python calls that ends before the suspension'
  co_await flush(); // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_gil_acquired

// Releasing it is bound to the thread as well: the destructor takes it again for the thread that let go.
namespace bad_gil_released {
mini::task<void> f() {
  py::gil_scoped_release nogil; // warn: 'nogil' belongs to its thread and is alive while the coroutine is suspended: the state of the global interpreter lock belongs to the thread // note: end its scope before suspending, or use 'a block around the Python calls that ends before the suspension'
  co_await flush(); // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_gil_released

namespace good_gil_block_ends_first {
mini::task<void> f() {
  int v;
  {
    py::gil_scoped_acquire gil;
    v = work();
  }
  co_await flush(v);
}
} // namespace good_gil_block_ends_first

namespace good_gil_in_a_plain_call {
int call() {
  py::gil_scoped_release nogil;
  return work();
}
mini::task<void> f() { co_await flush(call()); }
} // namespace good_gil_in_a_plain_call

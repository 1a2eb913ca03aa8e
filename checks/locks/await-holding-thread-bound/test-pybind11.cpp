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
  py::gil_scoped_acquire gil; // warn
  co_await flush();
}
} // namespace bad_gil_acquired

// Releasing it is bound to the thread as well: the destructor takes it again for the thread that let go.
namespace bad_gil_released {
mini::task<void> f() {
  py::gil_scoped_release nogil; // warn
  co_await flush();
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

//===--- Footprint.h - how much memory a task takes -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_TEST_SUPPORT_FOOTPRINT_H
#define COROLINT_RT_TEST_SUPPORT_FOOTPRINT_H

#include "corolint/rt.h"
#include <deque>
#include <malloc.h>
#include <vector>

namespace corolint::rt::test {

/// The bytes that malloc has given away, with its own overhead. 0 where a
/// sanitizer replaces it.
inline std::size_t allocated() {
  const struct mallinfo2 now = mallinfo2();
  return now.uordblks + now.hblkhd;
}

/// While it exists, all frames and jobs come from malloc: it has taken what
/// ended tasks have left.
class no_spare_frames {
public:
  no_spare_frames() {
    using detail::block_sizes;
    for (std::size_t i = 1; i <= block_sizes::count; ++i) {
      const std::size_t bytes = i * block_sizes::step;
      const std::size_t most = detail::block_depot::most_bytes / bytes +
                               std::size_t{2} * detail::magazine::capacity;
      for (std::size_t n = 0; n != most; ++n)
        taken.push_back({detail::allocate_frame(bytes), bytes});
    }
  }
  no_spare_frames(const no_spare_frames &) = delete;
  no_spare_frames &operator=(const no_spare_frames &) = delete;
  ~no_spare_frames() {
    for (const auto &[memory, bytes] : taken)
      detail::free_frame(memory, bytes);
  }

private:
  struct block {
    void *memory;
    std::size_t bytes;
  };
  std::vector<block> taken;
};

/// The bytes that the frame of the task \p f(args...) takes, with the overhead
/// of malloc.
template <class F, class... Args> double frame_bytes(F f, Args &...args) {
  struct made {
    explicit made(F &f, Args &...args) : t(f(args...)) {}
    task<> t;
  };
  constexpr std::size_t count = 10'000;
  const no_spare_frames all_counts;
  std::deque<made> tasks;
  const std::size_t before = allocated();
  for (std::size_t i = 0; i != count; ++i)
    tasks.emplace_back(f, args...);
  const double each = static_cast<double>(allocated() - before) / count;
  return each - sizeof(made);
}

} // namespace corolint::rt::test

#endif // COROLINT_RT_TEST_SUPPORT_FOOTPRINT_H

//===--- corolint/rt/detail/frame_memory.h - memory for frames and jobs ---===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A task is often made on one thread and ends on another. For that malloc takes
// a lock each time, over which the threads of a pool queue up. So each thread
// keeps what was freed on it, and threads exchange full magazines of it (as in
// Bonwick and Adams, "Magazines and Vmem", 2001): one short lock for each 32
// blocks.
//
// With a sanitizer each block comes from the operator new and goes back to it,
// so that a frame that is used after its end is found.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_DETAIL_FRAME_MEMORY_H
#define COROLINT_RT_DETAIL_FRAME_MEMORY_H

#include "corolint/rt/detail/spin_mutex.h"
#include <array>
#include <cstddef>
#include <mutex>
#include <new>
#include <utility>

namespace corolint::rt::detail {

/// Up to `capacity` free blocks of one size.
class magazine {
public:
  static constexpr unsigned capacity = 32;

  magazine() noexcept = default;
  magazine(magazine &&other) noexcept
      : first(std::exchange(other.first, nullptr)),
        count(std::exchange(other.count, 0)) {}
  magazine &operator=(magazine &&other) noexcept {
    first = std::exchange(other.first, nullptr);
    count = std::exchange(other.count, 0);
    return *this;
  }

  bool empty() const noexcept { return count == 0; }
  bool full() const noexcept { return count == capacity; }

  void push(void *memory) noexcept {
    first = ::new (memory) block{first, nullptr};
    ++count;
  }

  /// Not from an empty one.
  void *pop() noexcept {
    --count;
    return std::exchange(first, first->next);
  }

private:
  friend class magazine_stack;

  struct block {
    block *next;
    /// In the first block of a magazine in a stack: the magazine below.
    block *below;
  };

  block *first = nullptr;
  unsigned count = 0;
};

/// Full magazines of one size, of all threads.
class magazine_stack {
public:
  /// Takes \p m, unless there are \p most already.
  bool push(magazine &m, std::size_t most) noexcept {
    const std::lock_guard guard(mutex);
    if (height == most)
      return false;
    ++height;
    m.first->below = top;
    top = std::exchange(m.first, nullptr);
    m.count = 0;
    return true;
  }

  /// A full magazine, or an empty one if there is none.
  magazine pop() noexcept {
    magazine taken;
    const std::lock_guard guard(mutex);
    if (top) {
      --height;
      taken.first = std::exchange(top, top->below);
      taken.count = magazine::capacity;
    }
    return taken;
  }

private:
  // Stacks of different sizes do not disturb each other.
  alignas(64) spin_mutex mutex;
  magazine::block *top = nullptr;
  std::size_t height = 0;
};

/// The sizes in which blocks come: multiples of 64 bytes. What is larger comes
/// from the operator new.
struct block_sizes {
  static constexpr std::size_t step = 64;
  static constexpr std::size_t count = 16;
  static constexpr std::size_t largest = step * count;

  static constexpr std::size_t index(std::size_t bytes) noexcept {
    return (bytes - 1) / step;
  }
  /// What is allocated for \p bytes: any block of an index can be had by all
  /// that have the same.
  static constexpr std::size_t rounded(std::size_t bytes) noexcept {
    return bytes > largest ? bytes : (bytes + step - 1) / step * step;
  }
};

/// What threads exchange.
class block_depot {
public:
  /// Keeps at most so many bytes of one size.
  static constexpr std::size_t most_bytes = 4 << 20;

  bool push(std::size_t index, magazine &m) noexcept {
    const std::size_t bytes = (index + 1) * block_sizes::step;
    return stacks[index].push(m, most_bytes / (magazine::capacity * bytes));
  }
  magazine pop(std::size_t index) noexcept { return stacks[index].pop(); }

private:
  std::array<magazine_stack, block_sizes::count> stacks;
};

/// The free blocks of one thread.
class block_cache {
public:
  explicit constexpr block_cache(block_depot &d) noexcept : depot(&d) {}
  block_cache(const block_cache &) = delete;
  block_cache &operator=(const block_cache &) = delete;
  ~block_cache();

  /// At least \p bytes, which is not 0, aligned as by the operator new. Throws
  /// std::bad_alloc.
  void *allocate(std::size_t bytes);

  /// Takes what allocate(bytes) of any cache of the same depot gave.
  void free(void *memory, std::size_t bytes) noexcept;

private:
  /// While one is neither full nor empty the depot is left alone.
  struct pair {
    magazine loaded;
    magazine previous;
  };

  block_depot *depot;
  std::array<pair, block_sizes::count> sizes;
};

/// At least \p bytes, which is not 0, for a frame or a job, aligned as by the
/// operator new. Throws std::bad_alloc.
void *allocate_frame(std::size_t bytes);

/// Takes back what allocate_frame(bytes) gave, on any thread.
void free_frame(void *memory, std::size_t bytes) noexcept;

/// A base of what lies in frame memory.
struct in_frame_memory {
  static void *operator new(std::size_t bytes) { return allocate_frame(bytes); }
  static void operator delete(void *memory, std::size_t bytes) noexcept {
    free_frame(memory, bytes);
  }

  // What needs a larger alignment, because of its result, is rare.
  static void *operator new(std::size_t bytes, std::align_val_t alignment) {
    return ::operator new(bytes, alignment);
  }
  static void operator delete(void *memory, std::size_t,
                              std::align_val_t alignment) noexcept {
    ::operator delete(memory, alignment);
  }
};

} // namespace corolint::rt::detail

#endif // COROLINT_RT_DETAIL_FRAME_MEMORY_H

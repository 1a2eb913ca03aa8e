//===--- frame_memory.cpp - memory for frames and jobs --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/detail/frame_memory.h"

using namespace corolint::rt;
using detail::block_cache;
using detail::block_sizes;
using detail::magazine;

static void free_all(magazine &m) noexcept {
  while (!m.empty())
    ::operator delete(m.pop());
}

block_cache::~block_cache() {
  for (pair &each : sizes) {
    free_all(each.loaded);
    free_all(each.previous);
  }
}

void *block_cache::allocate(std::size_t bytes) {
  if (bytes > block_sizes::largest) [[unlikely]]
    return ::operator new(bytes);
  const std::size_t index = block_sizes::index(bytes);
  auto &[loaded, previous] = sizes[index];
  if (loaded.empty()) {
    std::swap(loaded, previous);
    if (loaded.empty())
      loaded = depot->pop(index);
    if (loaded.empty())
      return ::operator new(block_sizes::rounded(bytes));
  }
  return loaded.pop();
}

void block_cache::free(void *memory, std::size_t bytes) noexcept {
  if (bytes > block_sizes::largest) [[unlikely]] {
    ::operator delete(memory);
    return;
  }
  const std::size_t index = block_sizes::index(bytes);
  auto &[loaded, previous] = sizes[index];
  if (loaded.full()) {
    std::swap(loaded, previous);
    if (loaded.full() && !depot->push(index, loaded))
      free_all(loaded);
  }
  loaded.push(memory);
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define COROLINT_RT_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||     \
    __has_feature(memory_sanitizer)
#define COROLINT_RT_SANITIZED 1
#endif
#endif

#ifdef COROLINT_RT_SANITIZED

void *detail::allocate_frame(std::size_t bytes) {
  return ::operator new(bytes);
}

void detail::free_frame(void *memory, std::size_t) noexcept {
  ::operator delete(memory);
}

#else

/// Never destroyed: tasks may end after main().
static constinit detail::block_depot depot;

/// The cache of this thread, while it has one. Other thread-local objects may
/// outlive it, and the tasks in them.
static constinit thread_local block_cache *here = nullptr;
static constinit thread_local bool is_over = false;

namespace {

class own_cache {
public:
  own_cache() noexcept : blocks(depot) { here = &blocks; }
  own_cache(const own_cache &) = delete;
  own_cache &operator=(const own_cache &) = delete;
  ~own_cache() {
    here = nullptr;
    is_over = true;
  }

private:
  block_cache blocks;
};

} // namespace

/// Null when the thread is about to end.
static block_cache *make_cache() noexcept {
  if (is_over)
    return nullptr;
  static thread_local own_cache cache;
  return here;
}

static block_cache *own() noexcept { return here ? here : make_cache(); }

void *detail::allocate_frame(std::size_t bytes) {
  block_cache *const cache = own();
  return cache ? cache->allocate(bytes)
               : ::operator new(block_sizes::rounded(bytes));
}

void detail::free_frame(void *memory, std::size_t bytes) noexcept {
  if (block_cache *const cache = own())
    cache->free(memory, bytes);
  else
    ::operator delete(memory);
}

#endif

//===--- FrameMemoryTest.cpp - blocks that go from thread to thread -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/detail/frame_memory.h"
#include <cstdint>
#include <cstring>
#include <gtest/gtest.h>
#include <memory>
#include <set>
#include <thread>
#include <vector>

namespace rt = corolint::rt;
using rt::detail::block_cache;
using rt::detail::block_depot;
using rt::detail::block_sizes;
using rt::detail::magazine;

namespace {

constexpr std::size_t bytes = 200;

/// As many blocks as fill both magazines of a cache and one of the depot.
constexpr int three_magazines = 3 * magazine::capacity;

std::vector<void *> allocate(block_cache &from, int count) {
  std::vector<void *> blocks;
  for (int i = 0; i != count; ++i)
    blocks.push_back(std::memset(from.allocate(bytes), i, bytes));
  return blocks;
}

void free_all(block_cache &to, const std::vector<void *> &blocks) {
  for (void *each : blocks)
    to.free(each, bytes);
}

TEST(FrameMemory, SizesAreRoundedUpToTheirClass) {
  EXPECT_EQ(block_sizes::index(1), 0U);
  EXPECT_EQ(block_sizes::index(64), 0U);
  EXPECT_EQ(block_sizes::index(65), 1U);
  EXPECT_EQ(block_sizes::index(block_sizes::largest), block_sizes::count - 1);
  EXPECT_EQ(block_sizes::rounded(1), 64U);
  EXPECT_EQ(block_sizes::rounded(128), 128U);
  EXPECT_EQ(block_sizes::rounded(129), 192U);
  EXPECT_EQ(block_sizes::rounded(block_sizes::largest + 1),
            block_sizes::largest + 1);
}

TEST(FrameMemory, GivesWhatWasFreedLast) {
  block_depot depot;
  block_cache cache(depot);
  void *block = cache.allocate(bytes);
  cache.free(block, bytes);
  EXPECT_EQ(cache.allocate(block_sizes::rounded(bytes)), block);
  void *other = cache.allocate(2 * bytes);
  EXPECT_NE(other, block);
  cache.free(block, bytes);
  cache.free(other, 2 * bytes);
}

TEST(FrameMemory, GivesNoBlockTwice) {
  block_depot depot;
  block_cache cache(depot);
  free_all(cache, allocate(cache, 5 * magazine::capacity));
  const std::vector<void *> blocks = allocate(cache, 6 * magazine::capacity);
  EXPECT_EQ(std::set<void *>(blocks.begin(), blocks.end()).size(),
            blocks.size());
  free_all(cache, blocks);
}

TEST(FrameMemory, HandsFullMagazinesOn) {
  block_depot depot;
  block_cache made(depot);
  block_cache used(depot);
  const std::vector<void *> blocks = allocate(made, three_magazines);
  free_all(used, blocks);
  void *again = made.allocate(bytes);
  EXPECT_TRUE(std::set<void *>(blocks.begin(), blocks.end()).contains(again));
  made.free(again, bytes);
}

TEST(FrameMemory, KeepsNoMoreThanItsBound) {
  rt::detail::magazine_stack stack;
  const auto full = [] {
    magazine m;
    while (!m.full())
      m.push(::operator new(bytes));
    return m;
  };
  const auto destroy = [](magazine m) {
    while (!m.empty())
      ::operator delete(m.pop());
  };
  magazine first = full();
  magazine second = full();
  EXPECT_TRUE(stack.push(first, 1));
  EXPECT_TRUE(first.empty());
  EXPECT_FALSE(stack.push(second, 1));
  EXPECT_TRUE(second.full());
  destroy(std::move(second));
  magazine kept = stack.pop();
  EXPECT_TRUE(kept.full());
  destroy(std::move(kept));
  EXPECT_TRUE(stack.pop().empty());
}

TEST(FrameMemory, LeavesWhatIsLargeToTheOperatorNew) {
  block_depot depot;
  block_cache cache(depot);
  const std::size_t large = block_sizes::largest + 1;
  cache.free(std::memset(cache.allocate(large), 1, large), large);
}

TEST(FrameMemory, PassesBlocksBetweenThreads) {
  block_depot depot;
  std::atomic<void *> handed = nullptr;
  constexpr int count = 20'000;
  std::thread makes([&] {
    block_cache cache(depot);
    for (int i = 0; i != count; ++i) {
      void *block = std::memset(cache.allocate(bytes), i, bytes);
      void *nothing = nullptr;
      while (!handed.compare_exchange_weak(nothing, block)) {
        nothing = nullptr;
        std::this_thread::yield();
      }
    }
  });
  block_cache cache(depot);
  for (int i = 0; i != count; ++i) {
    void *block = nullptr;
    while (!(block = handed.exchange(nullptr)))
      std::this_thread::yield();
    EXPECT_EQ(*static_cast<unsigned char *>(block), i % 256);
    cache.free(block, bytes);
  }
  makes.join();
}

struct alignas(256) wide : rt::detail::in_frame_memory {
  bool is_aligned() const {
    return reinterpret_cast<std::uintptr_t>(this) % alignof(wide) == 0;
  }
};

TEST(FrameMemory, KeepsTheAlignmentOfTheType) {
  std::vector<std::unique_ptr<wide>> all;
  for (int i = 0; i != 10; ++i) {
    all.push_back(std::make_unique<wide>());
    EXPECT_TRUE(all.back()->is_aligned());
  }
}

/// Frees a frame when the thread ends.
struct frees_late {
  ~frees_late() {
    if (frame)
      rt::detail::free_frame(frame, bytes);
    frame = rt::detail::allocate_frame(bytes);
    rt::detail::free_frame(frame, bytes);
  }
  void *frame = nullptr;
};

TEST(FrameMemory, OutlivesTheCacheOfItsThread) {
  std::thread([] {
    // Begins before the cache, and so ends after it.
    static thread_local frees_late last;
    last.frame = rt::detail::allocate_frame(bytes);
  }).join();
}

} // namespace

//===--- stop_token.cpp - the list of callbacks of a stop source ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/stop_token.h"

using namespace corolint::rt;

void inplace_stop_source::lock() noexcept {
  std::uint8_t old = state.load(std::memory_order_relaxed);
  for (;;) {
    if (old & locked) {
      std::this_thread::yield();
      old = state.load(std::memory_order_relaxed);
    } else if (state.compare_exchange_weak(old, old | locked,
                                           std::memory_order_acquire,
                                           std::memory_order_relaxed)) {
      return;
    }
  }
}

void inplace_stop_source::unlock() noexcept {
  // Nobody else writes while the lock is held.
  state.store(state.load(std::memory_order_relaxed) & requested,
              std::memory_order_release);
}

bool inplace_stop_source::lock_unless_requested(
    std::uint8_t also_set) noexcept {
  std::uint8_t old = state.load(std::memory_order_acquire);
  for (;;) {
    if (old & requested)
      return false;
    if (old & locked) {
      std::this_thread::yield();
      old = state.load(std::memory_order_acquire);
    } else if (state.compare_exchange_weak(old, locked | also_set,
                                           std::memory_order_acq_rel,
                                           std::memory_order_acquire)) {
      return true;
    }
  }
}

bool inplace_stop_source::request_stop() noexcept {
  if (!lock_unless_requested(requested))
    return false;
  requester = std::this_thread::get_id();
  while (detail::stop_callback_base *callback = callbacks) {
    callbacks = callback->next;
    if (callbacks)
      callbacks->link = &callbacks;
    callback->link = nullptr;
    bool destroyed = false;
    callback->destroyed = &destroyed;
    unlock();
    callback->run(*callback);
    if (!destroyed) {
      callback->destroyed = nullptr;
      // Its destructor may return from here on.
      callback->finished.store(true, std::memory_order_release);
    }
    lock();
  }
  unlock();
  return true;
}

void detail::stop_callback_base::attach() noexcept {
  if (!source)
    return;
  if (source->outer)
    static_cast<inner_stop_source *>(source)->join();
  if (!source->lock_unless_requested(0)) {
    source = nullptr;
    run(*this);
    return;
  }
  next = source->callbacks;
  if (next)
    next->link = &next;
  link = &source->callbacks;
  source->callbacks = this;
  source->unlock();
}

void detail::stop_callback_base::detach() noexcept {
  if (!source)
    return;
  source->lock();
  if (link) {
    *link = next;
    if (next)
      next->link = link;
    source->unlock();
    return;
  }
  const bool here = source->requester == std::this_thread::get_id();
  source->unlock();
  if (here) {
    if (destroyed)
      *destroyed = true;
    return;
  }
  while (!finished.load(std::memory_order_acquire))
    std::this_thread::yield();
}

//===--- Terminal.h - drawing, keys and signals ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_TOP_TERMINAL_H
#define COROLINT_TOP_TERMINAL_H

#include "corolint/rt/detail/unix_socket.h"
#include <chrono>
#include <cstddef>
#include <string>
#include <termios.h>
#include <vector>

namespace corolint::top {

/// The terminal of stdin and stdout, on its second screen and without echo
/// while this exists. Nothing but ANSI escapes.
class terminal {
public:
  /// Throws std::runtime_error if stdin and stdout are no terminal.
  terminal();
  terminal(const terminal &) = delete;
  terminal &operator=(const terminal &) = delete;
  /// Leaves the terminal as it was.
  ~terminal();

  struct size {
    std::size_t width;
    std::size_t height;
  };
  size get_size() const;

  /// Replaces what is there, as far as it fits.
  void draw(const std::vector<std::string> &lines) const;

  /// What wait() returns besides keys.
  static constexpr char nothing = '\0';
  static constexpr char end = '\x03';

  /// The next key; `end` for a signal that ends programs, or when the terminal
  /// is gone; `nothing` when \p limit has passed, or the size has changed.
  char wait(std::chrono::milliseconds limit) const;

private:
  termios before = {};
  rt::detail::owned_fd signals;
};

} // namespace corolint::top

#endif // COROLINT_TOP_TERMINAL_H

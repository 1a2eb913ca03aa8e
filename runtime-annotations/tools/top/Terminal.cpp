//===--- Terminal.cpp - drawing, keys and signals -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Terminal.h"
#include "View.h"
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <poll.h>
#include <stdexcept>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

using corolint::top::terminal;

/// Signals come through a descriptor, so that nothing interrupts the drawing
/// and the terminal is put back before the program ends.
static int make_signal_fd() {
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
    throw std::runtime_error("stdin and stdout have to be a terminal; --once "
                             "prints to anything");
  sigset_t wanted;
  sigemptyset(&wanted);
  for (const int each : {SIGINT, SIGTERM, SIGHUP, SIGWINCH})
    sigaddset(&wanted, each);
  sigprocmask(SIG_BLOCK, &wanted, nullptr);
  return signalfd(-1, &wanted, SFD_CLOEXEC);
}

static void print(const std::string &text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

terminal::terminal() : signals(make_signal_fd(), "cannot wait for signals") {
  tcgetattr(STDIN_FILENO, &before);
  termios quiet = before;
  quiet.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
  tcsetattr(STDIN_FILENO, TCSANOW, &quiet);
  // The second screen, without a cursor.
  print("\x1b[?1049h\x1b[?25l");
}

terminal::~terminal() {
  print("\x1b[?25h\x1b[?1049l");
  tcsetattr(STDIN_FILENO, TCSANOW, &before);
}

terminal::size terminal::get_size() const {
  winsize now = {};
  // Terminals that do not know say 0.
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &now) != 0 || now.ws_col == 0 ||
      now.ws_row == 0)
    return {.width = 80, .height = 24};
  return {.width = now.ws_col, .height = now.ws_row};
}

void terminal::draw(const std::vector<std::string> &lines) const {
  const size fits = get_size();
  // Each line is erased after it was written, and the rest of the screen at the
  // end: erasing all of it first would flicker.
  std::string text = "\x1b[H";
  for (std::size_t i = 0; i != std::min(lines.size(), fits.height); ++i) {
    text += (i == 0 ? "" : "\r\n") + clip(lines[i], fits.width) + "\x1b[K";
  }
  print(text + "\x1b[J");
}

char terminal::wait(std::chrono::milliseconds limit) const {
  pollfd waits[] = {{STDIN_FILENO, POLLIN, 0}, {signals.get(), POLLIN, 0}};
  ::poll(waits, 2, static_cast<int>(limit.count()));
  if (waits[1].revents & POLLIN) {
    signalfd_siginfo which = {};
    const bool is_size =
        read(signals.get(), &which, sizeof which) == sizeof which &&
        which.ssi_signo == SIGWINCH;
    return is_size ? nothing : end;
  }
  if (waits[0].revents == 0)
    return nothing;
  char key = end;
  return read(STDIN_FILENO, &key, 1) == 1 ? key : end;
}

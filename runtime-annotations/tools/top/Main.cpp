//===--- Main.cpp - corolint-top ------------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Attach.h"
#include "Terminal.h"
#include "View.h"
#include <charconv>
#include <iostream>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>

using namespace corolint;

static constexpr std::string_view usage =
    "usage: corolint-top [OPTION...] SOCKET\n"
    "Shows the tasks, locks and channels of a program that uses corolint::rt "
    "and has\nan rt::observation with this SOCKET.\n\n"
    "  --once              print everything once, and end\n"
    "  --interval SECONDS  how often to look, from 0.1 to 3600; 1 if not "
    "given\n"
    "  --sort KEY          tasks by number (the default), busy, idle, polls or "
    "state\n"
    "  --help              this text\n\n"
    "Keys: q ends, s sorts by the next KEY.\n"
    "Exit status: 0; 1 if the program cannot be looked at; 2 for wrong "
    "options.\n";

namespace {

/// What the command line got wrong.
class usage_error : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

struct options {
  std::string socket;
  bool once = false;
  bool help = false;
  std::chrono::milliseconds interval = std::chrono::seconds(1);
  top::sort_key by = top::sort_key::number;
};

} // namespace

static std::chrono::milliseconds parse_interval(const std::string &text) {
  double seconds = 0;
  const char *const last = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), last, seconds);
  if (error != std::errc() || stop != last || !(seconds >= 0.1) ||
      !(seconds <= 3600))
    throw usage_error("--interval needs seconds from 0.1 to 3600, not '" +
                      text + "'");
  return std::chrono::milliseconds(static_cast<long>(seconds * 1000));
}

static top::sort_key parse_key(const std::string &text) {
  if (const auto key = top::parse_sort_key(text))
    return *key;
  throw usage_error("--sort needs number, busy, idle, polls or state, not '" +
                    text + "'");
}

static options parse(std::span<char *> arguments) {
  options o;
  std::size_t i = 0;
  const auto value = [&](const std::string &option) -> std::string {
    if (++i == arguments.size())
      throw usage_error(option + " needs a value");
    return arguments[i];
  };
  for (; i != arguments.size(); ++i) {
    const std::string each = arguments[i];
    if (each == "--once")
      o.once = true;
    else if (each == "--help")
      o.help = true;
    else if (each == "--interval")
      o.interval = parse_interval(value(each));
    else if (each == "--sort")
      o.by = parse_key(value(each));
    else if (each.starts_with("-"))
      throw usage_error("unknown option '" + each + "'");
    else if (o.socket.empty())
      o.socket = each;
    else
      throw usage_error("more than one socket");
  }
  if (o.socket.empty() && !o.help)
    throw usage_error("no socket");
  return o;
}

static std::string headline(const options &o, const rt::detail::snapshot &s) {
  return "corolint-top " + o.socket + ": " + std::to_string(s.tasks.size()) +
         " tasks, by " + std::string(top::name_of(o.by)) +
         "   (q ends, s sorts)";
}

static void print_once(const options &o) {
  for (const std::string &line : top::view(top::attach(o.socket), o.by, 0))
    std::cout << line << '\n';
  if (!std::cout.flush())
    throw std::runtime_error("cannot write the output");
}

static void draw(const top::terminal &on, const options &o,
                 const rt::detail::snapshot &s) {
  // Two lines are not the view's.
  const std::size_t height = on.get_size().height;
  std::vector<std::string> lines =
      top::view(s, o.by, std::max<std::size_t>(height, 3) - 2);
  lines.insert(lines.begin(), {headline(o, s), ""});
  on.draw(lines);
}

namespace {

/// What ended the live view.
enum class ending { by_user, by_program };

} // namespace

static ending watch(options o) {
  // Before the screen changes: a first failure is an error like any other.
  rt::detail::snapshot now = top::attach(o.socket);
  const top::terminal on;
  for (;;) {
    draw(on, o, now);
    switch (on.wait(o.interval)) {
    case 'q':
    case top::terminal::end:
      return ending::by_user;
    case 's':
      o.by = top::next_key(o.by);
      continue;
    default:
      break;
    }
    try {
      now = top::attach(o.socket);
    } catch (const top::nobody_there &) {
      return ending::by_program;
    }
  }
}

static int run(const options &o) {
  if (o.help) {
    std::cout << usage;
  } else if (o.once) {
    print_once(o);
  } else if (watch(o) == ending::by_program) {
    std::cout << "corolint-top: the program has ended\n";
  }
  return 0;
}

int main(int argc, char **argv) {
  try {
    return run(parse(std::span(argv, static_cast<std::size_t>(argc))
                         .subspan(argc == 0 ? 0 : 1)));
  } catch (const usage_error &e) {
    std::cerr << "corolint-top: error: " << e.what() << "\n" << usage;
    return 2;
  } catch (const std::exception &e) {
    std::cerr << "corolint-top: error: " << e.what() << '\n';
    return 1;
  }
}

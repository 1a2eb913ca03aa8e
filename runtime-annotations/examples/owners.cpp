//===--- owners.cpp - rc on one thread, arc on many -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rust: Rc, Arc. A new owner is made by clone() only. An rc counts with a plain
// integer and stays on its thread; an arc counts atomically and may go.
//
//===----------------------------------------------------------------------===//
#include <corolint/rt/arc.h>
#include <corolint/rt/rc.h>
#include <corolint/rt/send.h>
#include <corolint/rt/thread.h>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace rt = corolint::rt;
namespace thread = corolint::rt::thread;

namespace {

/// A tree whose leaves may be in several places.
struct node {
  std::string name;
  std::vector<rt::rc<node>> children = {};
};

std::size_t count(const node &from) {
  std::size_t sum = 1;
  for (const rt::rc<node> &child : from.children)
    sum += count(*child);
  return sum;
}

} // namespace

int main() {
  rt::rc<node> leaf(std::in_place, "leaf");
  node root{"root"};
  root.children.push_back(leaf.clone());
  root.children.push_back(leaf.clone());
  std::cout << "the tree has " << count(root) << " nodes, the leaf "
            << leaf.use_count() << " owners\n";

  // Constant, so any number of threads may read it.
  const rt::arc<const std::string> title("shared and constant");
  auto length = thread::spawn(
      [](const rt::arc<const std::string> &t) { return t->size(); },
      title.clone());
  std::cout << "'" << *title << "' has " << length.join() << " letters\n";
  std::cout << "when the thread has ended, " << title.use_count()
            << " owner is left\n";

  // What may not go does not compile.
  static_assert(!rt::send<rt::rc<node>>);
  static_assert(!rt::send<rt::arc<std::string>>);
  static_assert(rt::send<rt::arc<thread::mutex<std::string>>>);
}

//===--- spawn_blocking.cpp - reading files beside other tasks ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Three files are read with calls that block, at the same time, while the only
// thread of the runtime goes on with other tasks.
//
//===----------------------------------------------------------------------===//
#include "corolint/rt.h"
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace fs = std::filesystem;
namespace rt = corolint::rt;
namespace {

std::string read_file(const fs::path &path) {
  std::ifstream in(path);
  if (!in)
    throw std::runtime_error("there is no " + path.filename().string());
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_file(const fs::path &path, const std::string &text) {
  std::ofstream(path) << text;
}

rt::task<std::size_t> size_of(fs::path path) {
  const std::string text = co_await rt::spawn_blocking(read_file, path);
  co_return text.size();
}

rt::task<> show_sizes(fs::path folder) {
  for (const char *name : {"a", "bb", "ccc"})
    co_await rt::spawn_blocking(write_file, folder / name, std::string(name));
  const auto [a, b, c] = co_await rt::when_all(
      size_of(folder / "a"), size_of(folder / "bb"), size_of(folder / "ccc"));
  std::printf("%zu, %zu and %zu bytes\n", a, b, c);
  try {
    co_await size_of(folder / "d");
  } catch (const std::runtime_error &e) {
    std::printf("%s\n", e.what());
  }
}

rt::task<> count_beside(bool &stop, int &counted) {
  while (!stop) {
    ++counted;
    co_await rt::yield();
  }
}

rt::task<> run(fs::path folder) {
  bool stop = false;
  int counted = 0;
  auto reads = [&]() -> rt::task<> {
    co_await show_sizes(folder);
    stop = true;
  };
  co_await rt::when_all(reads(), count_beside(stop, counted));
  std::printf("other tasks went on: %s\n", counted > 0 ? "yes" : "no");
}

} // namespace

int main() {
  std::string name = (fs::temp_directory_path() / "corolint-XXXXXX").string();
  if (!mkdtemp(name.data()))
    return 1;
  rt::runtime::current_thread().block_on(run(name));
  fs::remove_all(name);
}

//===--- Reports.h - what the runtime reported without being asked --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_TEST_SUPPORT_REPORTS_H
#define COROLINT_RT_TEST_SUPPORT_REPORTS_H

#include "corolint/rt/observe.h"
#include <chrono>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace corolint::rt::test {

/// Collects all reports while it exists. One at a time.
class collected_reports {
public:
  collected_reports() : before(set_report_sink(&keep)) { shared().clear(); }
  collected_reports(const collected_reports &) = delete;
  collected_reports &operator=(const collected_reports &) = delete;
  ~collected_reports() { set_report_sink(before); }

  std::vector<std::string> lines() const {
    const std::lock_guard guard(mutex());
    return shared();
  }

  /// Waits until there is a report, for ten seconds at most. Blocks the thread.
  bool wait_for_one() const {
    const auto end =
        std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (lines().empty()) {
      if (std::chrono::steady_clock::now() > end)
        return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
  }

private:
  static std::mutex &mutex() {
    static std::mutex m;
    return m;
  }
  static std::vector<std::string> &shared() {
    static std::vector<std::string> all;
    return all;
  }
  static void keep(std::string_view line) noexcept {
    const std::lock_guard guard(mutex());
    shared().emplace_back(line);
  }

  report_sink before;
};

} // namespace corolint::rt::test

#endif // COROLINT_RT_TEST_SUPPORT_REPORTS_H

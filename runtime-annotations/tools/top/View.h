//===--- View.h - tasks, locks and channels as a table --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_TOP_VIEW_H
#define COROLINT_TOP_VIEW_H

#include "corolint/rt/detail/snapshot.h"
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace corolint::top {

/// By what tasks are sorted: the most first, except for the number.
enum class sort_key { number, busy, idle, polls, state };

/// "number", "busy", ...
std::string_view name_of(sort_key k);

/// The key of that name, or nothing.
std::optional<sort_key> parse_sort_key(std::string_view name);

/// The one after \p k, and the first one after the last.
sort_key next_key(sort_key k);

/// The lines of the view, none with control characters in it: tasks, warnings,
/// locks and channels. Where that is more than \p height, tasks are left out,
/// which is said, but not more than half of the lines. 0 for as many as it
/// takes.
std::vector<std::string> view(rt::detail::snapshot s, sort_key by,
                              std::size_t height);

/// \p line as far as it fits in \p width columns.
std::string clip(const std::string &line, std::size_t width);

} // namespace corolint::top

#endif // COROLINT_TOP_VIEW_H

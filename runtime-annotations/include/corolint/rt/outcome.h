//===--- corolint/rt/outcome.h - value, exception or stopped --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A task ends in one of three ways. Being stopped is not an exception: inside a
// coroutine no `catch (...)` sees it, the frames that wait are destroyed, and
// their destructors run. Where a coroutine's end meets code that goes on, at
// block_on or at the join of a job, it becomes an outcome.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_OUTCOME_H
#define COROLINT_RT_OUTCOME_H

#include "corolint/annotations.h"
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>
#include <variant>

namespace corolint::rt {

/// Thrown, outside of coroutines only, by who asks for the value of something
/// that was stopped.
class stopped_error : public std::exception {
public:
  const char *what() const noexcept override;
};

/// How something ended: with a \p T (an object, a reference or void), with an
/// exception, or stopped. Default constructed: stopped.
template <class T> class [[nodiscard]] outcome {
  using stored = std::conditional_t<
      std::is_void_v<T>, std::monostate,
      std::conditional_t<std::is_reference_v<T>,
                         std::reference_wrapper<std::remove_reference_t<T>>,
                         std::remove_cv_t<T>>>;
  struct stopped_state {};

public:
  outcome() noexcept = default;

  template <class... Args> void set_value(Args &&...args) {
    state.template emplace<1>(std::forward<Args>(args)...);
  }
  void set_error(std::exception_ptr e) noexcept {
    state.template emplace<2>(std::move(e));
  }

  bool has_value() const noexcept { return state.index() == 1; }
  bool has_error() const noexcept { return state.index() == 2; }
  bool is_stopped() const noexcept { return state.index() == 0; }

  /// The exception, or null if it ended otherwise.
  std::exception_ptr error() const noexcept {
    return has_error() ? std::get<2>(state) : nullptr;
  }

  /// The value. Throws the exception it ended with, or stopped_error.
  std::add_lvalue_reference_t<const T> value() const & {
    require_value();
    if constexpr (!std::is_void_v<T>)
      return std::get<1>(state);
  }
  T value() && {
    require_value();
    if constexpr (std::is_reference_v<T>)
      return static_cast<T>(std::get<1>(state).get());
    else if constexpr (!std::is_void_v<T>)
      return std::get<1>(std::move(state));
  }

private:
  void require_value() const {
    if (has_error())
      std::rethrow_exception(std::get<2>(state));
    if (is_stopped())
      throw stopped_error();
  }

  std::variant<stopped_state, stored, std::exception_ptr> state;
};

} // namespace corolint::rt

#endif // COROLINT_RT_OUTCOME_H

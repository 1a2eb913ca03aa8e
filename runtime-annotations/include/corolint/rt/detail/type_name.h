//===--- corolint/rt/detail/type_name.h - names of types, compile time ----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The table of types goes by name, as the linter does. So it knows every type
// of the standard library without including the header of any: a
// specialisation for each would either need all headers, or answer differently
// in files that include different ones.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_DETAIL_TYPE_NAME_H
#define COROLINT_RT_DETAIL_TYPE_NAME_H

#include <cstddef>
#include <string_view>

namespace corolint::rt::detail {

template <class... Ts> struct type_list {};

/// "... [T = std::thread::id]" with Clang, "... [with T = std::thread::id]"
/// with GCC. Both write the canonical type.
template <class T> constexpr std::string_view text_of_type() {
  return static_cast<const char *>(__PRETTY_FUNCTION__);
}
template <template <class...> class T>
constexpr std::string_view text_of_template() {
  return static_cast<const char *>(__PRETTY_FUNCTION__);
}

/// What stands for T in such a text. The return type of the function is one of
/// the library's aliases, which GCC explains behind a semicolon.
constexpr std::string_view argument_in(std::string_view text) {
  const std::size_t begin = text.find("T = ") + 4;
  const std::size_t alias = text.rfind("; std::string_view = ");
  const std::size_t end =
      alias == std::string_view::npos ? text.size() - 1 : alias;
  return text.substr(begin, end - begin);
}

/// The name of the template in "std::span<int, 3>"; the text itself when it is
/// no specialisation; nothing for a member of one.
constexpr std::string_view without_arguments(std::string_view text) {
  const std::size_t open = text.find('<');
  if (open == std::string_view::npos)
    return text;
  std::size_t depth = 0;
  for (std::size_t i = open; i != text.size(); ++i) {
    if (text[i] == '<')
      ++depth;
    else if (text[i] == '>' && --depth == 0)
      return i + 1 == text.size() ? text.substr(0, open) : std::string_view();
  }
  return {};
}

/// A qualified name without the inline namespaces that libraries put into it.
struct plain_name {
  char text[96] = {};
  std::size_t length = 0;

  constexpr explicit plain_name(std::string_view name) {
    while (!name.empty()) {
      const std::size_t colons = name.find("::");
      const bool last = colons == std::string_view::npos;
      const std::string_view part = name.substr(0, last ? colons : colons + 2);
      if (!is_inline(part))
        append(part);
      name.remove_prefix(part.size());
    }
  }

  /// Nothing where it does not fit: no name of the table is that long.
  constexpr std::string_view view() const {
    return length > sizeof text ? std::string_view()
                                : std::string_view(text, length);
  }

private:
  /// libstdc++'s, the last one libc++'s.
  static constexpr bool is_inline(std::string_view part) {
    return part == "__cxx11::" || part == "_V2::" || part == "__n4861::" ||
           part == "__1::";
  }

  constexpr void append(std::string_view part) {
    for (char c : part) {
      if (length < sizeof text)
        text[length] = c;
      ++length;
    }
  }
};

/// The name of a class, and those of its template arguments that are types.
template <class T> struct named {
  static constexpr plain_name name{
      without_arguments(argument_in(text_of_type<T>()))};
  using arguments = type_list<>;
};
template <template <class...> class T, class... Args> struct named<T<Args...>> {
  static constexpr plain_name name{argument_in(text_of_template<T>())};
  using arguments = type_list<Args...>;
};
template <template <class, auto> class T, class A, auto N>
struct named<T<A, N>> {
  static constexpr plain_name name{
      without_arguments(argument_in(text_of_type<T<A, N>>()))};
  using arguments = type_list<A>;
};
template <template <class, class, auto> class T, class A, class B, auto N>
struct named<T<A, B, N>> {
  static constexpr plain_name name{
      without_arguments(argument_in(text_of_type<T<A, B, N>>()))};
  using arguments = type_list<A, B>;
};

} // namespace corolint::rt::detail

#endif // COROLINT_RT_DETAIL_TYPE_NAME_H

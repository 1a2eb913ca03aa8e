//===--- report.cpp - what an error says of itself ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "report.h"

std::string corolint::rt::detail::message_of(const std::exception_ptr &error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception &known) {
    return known.what();
  } catch (...) {
    return "an exception that is no std::exception";
  }
}

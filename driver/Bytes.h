//===--- Bytes.h - data as bytes, and back --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Both directions of a format walk over the same description, a template that
// is given a Writer or a Reader, so that they cannot drift apart. The bytes are
// the same on every machine: integers are LEB128, seven bits a byte.
//
// YAML and JSON are no choice: file names and source text need not be UTF-8.
//
// A reader trusts nothing. What does not fit makes it failed(), after which it
// yields zeros and empty strings, and lists end. It allocates
// no more than its input has bytes, times the size of a list's items; strings
// that come from a table have a budget.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_BYTES_H
#define COROLINT_DRIVER_BYTES_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/bit.h"
#include "llvm/Support/LEB128.h"
#include <algorithm>
#include <concepts>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace corolint::driver {

class Writer {
public:
  template <std::integral T> void operator()(T &Number) {
    uint8_t Buffer[16];
    const unsigned Size = std::is_signed_v<T>
                              ? llvm::encodeSLEB128(Number, Buffer)
                              : llvm::encodeULEB128(Number, Buffer);
    Bytes.append(reinterpret_cast<const char *>(Buffer), Size);
  }
  void operator()(double &Number) {
    uint64_t Bits = llvm::bit_cast<uint64_t>(Number);
    (*this)(Bits);
  }
  void operator()(std::string &Text) {
    size_t Size = Text.size();
    (*this)(Size);
    Bytes += Text;
  }
  template <class List, class Each> void list(List &Items, Each Visit) {
    size_t Size = Items.size();
    (*this)(Size);
    for (auto &Item : Items)
      Visit(Item);
  }
  /// A value that a reader has to find at or below \p Last.
  template <class Enum> void choice(Enum &Value, Enum Last) {
    auto Number = static_cast<uint8_t>(Value);
    (*this)(Number);
  }
  void reject() {}

  std::string Bytes;
};

class Reader {
public:
  explicit Reader(llvm::StringRef Bytes) : Bytes(Bytes) {}

  /// Whether all has been read, and was as it should be.
  bool complete() const { return !Failed && Bytes.empty(); }
  bool failed() const { return Failed; }

  template <std::integral T> void operator()(T &Number) {
    Number = T();
    const char *Error = nullptr;
    unsigned Size = 0;
    if constexpr (std::is_signed_v<T>) {
      const int64_t Read = llvm::decodeSLEB128(Bytes.bytes_begin(), &Size,
                                               Bytes.bytes_end(), &Error);
      store(Number, Read, Error);
    } else {
      const uint64_t Read = llvm::decodeULEB128(Bytes.bytes_begin(), &Size,
                                                Bytes.bytes_end(), &Error);
      store(Number, Read, Error);
    }
    Bytes = Failed ? "" : Bytes.drop_front(Size);
  }
  void operator()(double &Number) {
    uint64_t Bits = 0;
    (*this)(Bits);
    Number = llvm::bit_cast<double>(Bits);
  }
  void operator()(std::string &Text) { Text = take().str(); }
  template <class List, class Each> void list(List &Items, Each Visit) {
    size_t Size = 0;
    (*this)(Size);
    Items.reserve(std::min<size_t>(Size, 1024)); // the rest is to be seen
    for (size_t I = 0; I < Size && !Failed; ++I)
      Visit(Items.emplace_back());
  }
  template <class Enum> void choice(Enum &Value, Enum Last) {
    uint8_t Number = 0;
    (*this)(Number);
    if (Number > static_cast<uint8_t>(Last))
      reject();
    else
      Value = static_cast<Enum>(Number);
  }
  void reject() {
    Failed = true;
    Bytes = "";
  }

  /// The next string, which stays where it is.
  llvm::StringRef take() {
    size_t Size = 0;
    (*this)(Size);
    if (Size > Bytes.size())
      reject();
    if (Failed)
      return "";
    llvm::StringRef Taken = Bytes.take_front(Size);
    Bytes = Bytes.drop_front(Size);
    return Taken;
  }

  /// Passes over \p Size bytes.
  void skip(size_t Size) {
    if (Size > Bytes.size())
      reject();
    else
      Bytes = Bytes.drop_front(Size);
  }
  size_t left() const { return Bytes.size(); }

private:
  llvm::StringRef Bytes;
  bool Failed = false;

  template <class T, class Wide>
  void store(T &Number, Wide Read, const char *Error) {
    Number = static_cast<T>(Read);
    // Anything but the bytes that a Writer makes of the number is damage.
    if (Failed || Error || static_cast<Wide>(Number) != Read) {
      Number = T();
      reject();
    }
  }
};

/// A Writer for data in which the same strings occur often: they are written
/// once, in a table, and their number elsewhere.
class TableWriter : public Writer {
public:
  using Writer::operator();
  void operator()(std::string &Text) {
    auto [It, IsNew] = Numbers.try_emplace(Text, Strings.size());
    if (IsNew)
      Strings.push_back(Text);
    (*this)(It->second);
  }

  /// What \p Each writes, with its size in front, so that it can be skipped.
  template <class Visit> void sized(Visit Each) {
    std::string Before = std::move(Bytes);
    Bytes.clear();
    Each();
    std::string Inner = std::exchange(Bytes, std::move(Before));
    size_t Size = Inner.size();
    (*this)(Size);
    Bytes += Inner;
  }

  /// Table and data.
  std::string finish() {
    Writer Table;
    Table.list(Strings, [&](std::string &Text) { Table(Text); });
    return Table.Bytes + Bytes;
  }

private:
  llvm::StringMap<uint32_t> Numbers;
  std::vector<std::string> Strings;
};

class TableReader : public Reader {
public:
  explicit TableReader(llvm::StringRef Bytes) : Reader(Bytes) {
    list(Strings, [&](llvm::StringRef &Text) { Text = take(); });
  }
  using Reader::operator();
  void operator()(std::string &Text) {
    llvm::StringRef Name = name();
    if (Name.size() > Budget)
      reject();
    Budget -= std::min(Budget, Name.size());
    Text = failed() ? "" : Name.str();
  }
  /// A small input may name a large string often. What is copied out of the
  /// table between two calls of this is bounded.
  void refill() { Budget = FullBudget; }

  /// The next string, which stays in the table.
  llvm::StringRef name() {
    uint32_t Number = 0;
    (*this)(Number);
    if (Number >= Strings.size())
      reject();
    return failed() ? "" : Strings[Number];
  }

private:
  static constexpr size_t FullBudget = 256 << 20;
  size_t Budget = FullBudget;
  std::vector<llvm::StringRef> Strings;
};

} // namespace corolint::driver

#endif // COROLINT_DRIVER_BYTES_H

// Views, spans, pointers and iterators of a result that is itself a temporary: extended is the life of objects bound to
// references, never that of objects that are looked at.
#include "mini.h"
#include <array>
#include <cstring>
#include <map>
#include <ranges>
#include <span>

struct Page {
  std::string title;
  std::vector<std::string> lines;
  const std::string &name() const { return title; }
  std::string_view view() const { return title; }
  std::span<const std::string> rows() const { return lines; }
};
void show(std::string_view text);
void show(const char *text);
void show(int number);
void show(std::span<const int> numbers);

mini::task<std::string> title_of(int id) { co_return "page " + std::to_string(id); }
mini::task<std::vector<int>> numbers() { co_return std::vector<int>(3); }
mini::task<std::array<int, 4>> four() { co_return std::array<int, 4>{}; }
mini::task<std::map<int, std::string>> titles() { co_return std::map<int, std::string>{}; }
mini::task<Page> page(int id) { co_return Page{"page " + std::to_string(id), {"first line"}}; }
mini::task<std::string_view> motto() { co_return "nothing dies"; }
mini::task<const char *> mood() { co_return "good"; }
mini::task<std::span<const int>> primes();
mini::task<void> turn() { co_return; }

// ---- string_view ----

mini::task<void> bad_string_view(int id) {
  std::string_view title = co_await title_of(id); // warn: 'title' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name
  show(title);
}

mini::task<void> bad_string_view_in_braces(int id) {
  std::string_view title{co_await title_of(id)}; // warn: 'title' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name
  show(title);
}

mini::task<void> bad_string_view_by_cast(int id) {
  auto title = static_cast<std::string_view>(co_await title_of(id)); // warn: 'title' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name
  show(title);
}

mini::task<void> bad_string_view_made_explicitly(int id) {
  const auto title = std::string_view(co_await title_of(id)); // warn: 'title' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name
  show(title);
}

mini::task<void> bad_view_after_another_await(int id) {
  const std::string_view title = co_await title_of(id); // warn: 'title' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name
  co_await turn();
  show(title);
}

mini::task<void> bad_part_of_a_view(int id) {
  auto end = std::string_view(co_await title_of(id)).substr(5); // warn: 'end' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name
  show(end);
}

mini::task<void> bad_view_of_a_member(int id) {
  std::string_view title = (co_await page(id)).title; // warn: 'title' refers into the result of the await, a temporary 'Page', which is destroyed at the end of this declaration // note: give the result a name
  show(title);
}

mini::task<void> bad_view_by_a_getter(int id) {
  std::string_view title = (co_await page(id)).view(); // warn: 'title' refers into the result of the await, a temporary 'Page', which is destroyed at the end of this declaration // note: give the result a name
  show(title);
}

mini::task<void> bad_view_of_what_a_getter_returns(int id) {
  std::string_view title = (co_await page(id)).name(); // warn: 'title' refers into the result of the await, a temporary 'Page', which is destroyed at the end of this declaration // note: give the result a name
  show(title);
}

mini::task<void> bad_view_in_a_condition(int id) {
  if (std::string_view title = co_await title_of(id); !title.empty()) // warn: 'title' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name
    show(title);
}

mini::task<void> bad_view_in_a_struct(int id) {
  struct Request {
    int id;
    std::string_view path; // note: it does so through its member 'path'
  };
  Request request{id, co_await title_of(id)}; // warn: 'request' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name
  co_await turn();
  show(request.path);
}

// ---- Pointers ----

mini::task<void> bad_c_str(int id) {
  const char *title = (co_await title_of(id)).c_str(); // warn: 'title' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name
  show(title);
}

mini::task<void> bad_data(int id) {
  auto *title = (co_await title_of(id)).data(); // warn: 'title' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name
  show(title[0]);
}

mini::task<void> bad_c_str_of_a_member(int id) {
  auto title = (co_await page(id)).title.c_str(); // warn: 'title' refers into the result of the await, a temporary 'Page', which is destroyed at the end of this declaration // note: give the result a name
  show(title);
}

mini::task<void> bad_data_of_a_vector() {
  const int *first = (co_await numbers()).data(); // warn: 'first' refers into the result of the await, a temporary 'std::vector<int>', which is destroyed at the end of this declaration // note: give the result a name
  show(first[1]);
}

mini::task<void> bad_address_of_an_element() {
  const int *first = &(co_await numbers())[0]; // warn: 'first' refers into the result of the await, a temporary 'std::vector<int>', which is destroyed at the end of this declaration // note: give the result a name
  show(*first);
}

// ---- Spans and iterators ----

mini::task<void> bad_span() {
  std::span<const int> all = co_await numbers(); // warn: 'all' refers into the result of the await, a temporary 'std::vector<int>', which is destroyed at the end of this declaration // note: give the result a name
  show(all);
}

mini::task<void> bad_span_of_an_array() {
  std::span<const int> all{co_await four()}; // warn: 'all' refers into the result of the await, a temporary 'std::array<int, 4>', which is destroyed at the end of this declaration // note: give the result a name
  show(all);
}

mini::task<void> bad_span_by_a_getter(int id) {
  auto rows = (co_await page(id)).rows(); // warn: 'rows' refers into the result of the await, a temporary 'Page', which is destroyed at the end of this declaration // note: give the result a name
  show(rows.front());
}

mini::task<void> bad_iterator() {
  auto first = (co_await numbers()).begin(); // warn: 'first' refers into the result of the await, a temporary 'std::vector<int>', which is destroyed at the end of this declaration // note: give the result a name
  show(*first);
}

mini::task<void> bad_found_in_a_temporary_map(int id) {
  auto found = (co_await titles()).find(id); // warn: 'found' refers into the result of the await, a temporary 'std::map<int, std::string>', which is destroyed at the end of this declaration // note: give the result a name
  show(found->second);
}

// ---- Range-for as C++20 has it ----

mini::task<void> bad_range_for_over_a_view(int id) {
  for (char c : std::string_view(co_await title_of(id))) // warn: this loop goes through a part of the result of the await, a temporary 'std::string', which is destroyed before the first iteration // note: give the result a name
    show(c);
}

mini::task<void> bad_range_for_over_a_span() {
  for (int n : std::span<const int>(co_await numbers())) // warn: this loop goes through a part of the result of the await, a temporary 'std::vector<int>', which is destroyed before the first iteration // note: give the result a name
    show(n);
}

mini::task<void> bad_range_for_over_a_getter(int id) {
  for (char c : (co_await page(id)).name()) // warn: this loop goes through a part of the result of the await, a temporary 'Page', which is destroyed before the first iteration // note: give the result a name
    show(c);
}

mini::task<void> bad_range_for_over_rows(int id) {
  for (const auto &row : (co_await page(id)).rows()) // warn: this loop goes through a part of the result of the await, a temporary 'Page', which is destroyed before the first iteration // note: give the result a name
    show(row);
}

mini::task<void> bad_range_for_over_an_element(int id) {
  for (char c : (co_await titles())[id]) // warn: this loop goes through a part of the result of the await, a temporary 'std::map<int, std::string>', which is destroyed before the first iteration // note: give the result a name
    show(c);
}

// ---- What is copied ----

mini::task<void> good_string(int id) {
  std::string title = co_await title_of(id);
  std::string_view view = title;
  show(view);
}

mini::task<void> good_view_of_an_extended_result(int id) {
  const auto &title = co_await title_of(id);
  std::string_view view = title;
  co_await turn();
  show(view);
}

mini::task<void> good_string_from_c_str(int id) {
  std::string title = (co_await title_of(id)).c_str();
  show(title);
}

mini::task<void> good_string_from_a_view(int id) {
  auto title = std::string(std::string_view(co_await title_of(id)));
  show(title);
}

mini::task<void> good_string_from_a_getter(int id) {
  auto title = (co_await page(id)).name();
  show(title);
}

mini::task<void> good_vector_from_rows(int id) {
  auto found = co_await page(id);
  auto rows = found.rows();
  std::vector<std::string> copied(rows.begin(), rows.end());
  show(copied.front());
}

mini::task<void> good_element() {
  int first = (co_await numbers())[0];
  auto last = (co_await numbers()).back();
  auto second = *((co_await numbers()).begin() + 1);
  show(first + second + last);
}

mini::task<void> good_length(int id) {
  auto length = std::string_view(co_await title_of(id)).size();
  auto same = std::strlen((co_await title_of(id)).c_str());
  auto bytes = std::span<const int>(co_await numbers()).size_bytes();
  show(static_cast<int>(length + same + bytes));
}

mini::task<void> good_compared(int id) {
  bool first = std::string_view(co_await title_of(id)) == "first";
  bool empty = (co_await numbers()).begin() == (co_await numbers()).end();
  show(first && empty);
}

mini::task<void> good_parsed(int id) {
  int value = std::atoi((co_await title_of(id)).c_str());
  show(value);
}

mini::task<void> good_position(int id) {
  auto at = (co_await title_of(id)).find(' ');
  show(static_cast<int>(at));
}

// ---- Within the expression ----

mini::task<void> good_argument(int id) { show(co_await title_of(id)); }

mini::task<void> good_c_str_argument(int id) { show((co_await title_of(id)).c_str()); }

mini::task<void> good_span_argument() { show(std::span<const int>(co_await numbers())); }

mini::task<bool> good_searched(int id) {
  co_return std::string_view(co_await title_of(id)).starts_with("page");
}

// ---- Views by value: whose they are is not known here ----

mini::task<void> good_view_from_a_task() {
  std::string_view text = co_await motto();
  auto rest = (co_await motto()).substr(3);
  show(text);
  show(rest);
}

mini::task<void> good_literal_from_a_task() {
  const char *text = co_await mood();
  std::string_view view = co_await mood();
  show(text);
  show(view);
}

mini::task<void> good_span_from_a_task() {
  std::span<const int> some = co_await primes();
  auto first = (co_await primes()).begin();
  for (int n : co_await primes())
    show(n);
  show(some);
  show(*first);
}

// ---- Range-for over what is extended ----

mini::task<void> good_range_for_over_the_result() {
  for (int n : co_await numbers())
    show(n);
}

mini::task<void> good_range_for_over_characters(int id) {
  for (char c : co_await title_of(id))
    show(c);
}

mini::task<void> good_range_for_over_a_member(int id) {
  for (const auto &line : (co_await page(id)).lines) // the whole page lives as long as the loop
    show(line);
}

mini::task<void> good_range_for_with_a_name(int id) {
  for (auto found = co_await page(id); const auto &row : found.rows())
    show(row);
}

mini::task<void> good_range_for_over_an_owning_view() {
  for (int n : co_await numbers() | std::views::take(2)) // holds the vector itself
    show(n);
}

mini::task<void> good_named_owning_view() {
  auto few = co_await numbers() | std::views::drop(1);
  for (int n : few)
    show(n);
}

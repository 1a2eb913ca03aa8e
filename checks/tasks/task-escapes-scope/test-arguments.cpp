// flags: -std=c++20 -pthread
// A plain function returns a task that refers to its locals or by-value parameters.
#include "annotated.h"
#include "mini.h"
#include <array>
#include <deque>
#include <map>
#include <numeric>
#include <set>
#include <span>
#include <sstream>
#include <tuple>

struct Row {
  int id = 0;
  std::string text;
  std::vector<int> columns;
};
// Borrowers: what they take by reference, view or pointer they use when they run.
mini::task<int> query(const std::string &sql);
mini::task<void> write(const Row &row);
mini::task<void> update(Row &row);
mini::task<void> take(Row &&row);
mini::task<void> fill(std::vector<Row> *out);
mini::task<void> put(const Row *row);
mini::task<int> query_view(std::string_view sql);
mini::task<int> exec(const char *sql);
mini::task<int> sum(std::span<const int> numbers);
mini::task<void> send(std::span<const std::byte> bytes);
mini::task<void> update_ref(std::reference_wrapper<Row> row);
mini::task<void> two(const Row &a, int n, const Row &b);
// Owners.
mini::task<int> query_copy(std::string sql);
mini::task<void> write_copy(Row row);
mini::task<void> write_shared(std::shared_ptr<const Row> row);
mini::task<void> write_owned(std::unique_ptr<Row> row);
mini::task<void> number(int n);
void log_line(const char *what);

class Client {
public:
  explicit Client(std::string host);
  ~Client();
  mini::task<int> fetch();
  mini::task<int> fetch_row(int id) const;
  virtual mini::task<void> close();
  static mini::task<void> warm_up();

private:
  std::string host_;
};

// ---- References to locals ----

mini::task<int> bad_const_reference(int id) {
  std::string sql = "select " + std::to_string(id); // note: 'sql' is declared here and destroyed when the function returns
  return query(sql); // warn: the returned task refers to 'sql', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<void> bad_reference() {
  Row row{1, "one", {}}; // note: 'row' is declared here and destroyed when the function returns
  return update(row); // warn: the returned task refers to 'row', which is destroyed when this function returns // note: the task gets its reference here
}

// A reference, whatever its kind: nothing has been moved yet.
mini::task<void> bad_rvalue_reference() {
  Row row{1, "one", {}}; // note: 'row' is declared here and destroyed when the function returns
  return take(std::move(row)); // warn: the returned task refers to 'row', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<void> bad_second_argument(const Row &first) {
  Row second = first; // note: 'second' is declared here and destroyed when the function returns
  ++second.id;
  return two(first, 2, second); // warn: the returned task refers to 'second', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<void> bad_member_of_a_local() {
  std::pair<Row, int> entry{{1, "one", {}}, 2}; // note: 'entry' is declared here and destroyed when the function returns
  return write(entry.first); // warn: the returned task refers to 'entry', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<void> bad_element_of_a_local(int i) {
  std::vector<Row> rows(8); // note: 'rows' is declared here and destroyed when the function returns
  return write(rows[i]); // warn: the returned task refers to 'rows', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<void> bad_element_of_an_array() {
  Row rows[2]; // note: 'rows' is declared here and destroyed when the function returns
  return write(rows[1]); // warn: the returned task refers to 'rows', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<void> bad_value_of_an_optional(bool named) {
  std::optional<Row> row; // note: 'row' is declared here and destroyed when the function returns
  row.emplace(Row{1, named ? "one" : "", {}});
  return write(*row); // warn: the returned task refers to 'row', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<int> bad_pointee_of_a_unique_pointer() {
  auto sql = std::make_unique<std::string>("select 1"); // note: 'sql' is declared here and destroyed when the function returns
  return query(*sql); // warn: the returned task refers to 'sql', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<void> bad_structured_binding() {
  auto [row, n] = std::make_tuple(Row{}, 1); // note: '[row, n]' is declared here and destroyed when the function returns
  row.id = n;
  return write(row); // warn: the returned task refers to '[row, n]', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<int> bad_through_a_reference() {
  std::string sql = "select 1"; // note: 'sql' is declared here and destroyed when the function returns
  const std::string &text = sql;
  return query(text); // warn: the returned task refers to 'sql', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<int> bad_lifetime_extended_temporary() {
  const std::string &sql = std::to_string(1); // note: 'sql' is declared here and destroyed when the function returns
  return query(sql); // warn: the returned task refers to 'sql', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<int> bad_captured_local_of_a_lambda() {
  auto make = [](int id) {
    std::string sql = std::to_string(id); // note: 'sql' is declared here and destroyed when the function returns
    return query(sql); // warn: the returned task refers to 'sql', which is destroyed when this function returns // note: the task gets its reference here
  };
  return make(1);
}

mini::task<int> bad_local_in_one_branch(bool cached, const std::string &sql) {
  if (!cached) {
    std::string fresh = sql + " for update"; // note: 'fresh' is declared here and destroyed when the function returns
    return query(fresh); // warn: the returned task refers to 'fresh', which is destroyed when this function returns // note: the task gets its reference here
  }
  return query(sql);
}

mini::task<void> bad_loop_variable(std::vector<Row> &rows) {
  for (Row row : rows) // note: 'row' is declared here and destroyed when the function returns
    if (row.id > 0)
      return write(row); // warn: the returned task refers to 'row', which is destroyed when this function returns // note: the task gets its reference here
  return write_copy({});
}

mini::task<int> bad_if_variable(std::string_view key) {
  if (std::string sql(key); !sql.empty()) // note: 'sql' is declared here and destroyed when the function returns
    return query(sql); // warn: the returned task refers to 'sql', which is destroyed when this function returns // note: the task gets its reference here
  return query_copy("");
}

mini::task<int> bad_in_a_switch(int kind) {
  switch (kind) {
  case 0: {
    std::string sql = "begin"; // note: 'sql' is declared here and destroyed when the function returns
    return query(sql); // warn: the returned task refers to 'sql', which is destroyed when this function returns // note: the task gets its reference here
  }
  default:
    return query_copy("commit");
  }
}

mini::task<int> bad_in_a_handler() {
  try {
    log_line("trying");
  } catch (const std::exception &e) {
    std::string text = e.what(); // note: 'text' is declared here and destroyed when the function returns
    return query(text); // warn: the returned task refers to 'text', which is destroyed when this function returns // note: the task gets its reference here
  }
  return query_copy("commit");
}

mini::task<int> bad_either_arm(bool now) {
  std::string sql = "select 1"; // note: 'sql' is declared here and destroyed when the function returns
  return now ? query(sql) : query_copy("select 2"); // warn: the returned task refers to 'sql', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<int> bad_task_in_a_variable() {
  std::string sql = "select 1"; // note: 'sql' is declared here and destroyed when the function returns
  auto t = query(sql); // note: the task gets its reference here
  log_line("made");
  return t; // warn: the returned task refers to 'sql', which is destroyed when this function returns
}

mini::task<int> bad_task_moved_out_of_a_variable() {
  std::string sql = "select 1"; // note: 'sql' is declared here and destroyed when the function returns
  auto t = query(sql); // note: the task gets its reference here
  return std::move(t); // warn: the returned task refers to 'sql', which is destroyed when this function returns
}

namespace bad_wrapped_task {
mini::task<int> with_timeout(mini::task<int> t, int ms);
mini::task<int> f() {
  std::string sql = "select 1"; // note: 'sql' is declared here and destroyed when the function returns
  return with_timeout(query(sql), 100); // warn: the returned task refers to 'sql', which is destroyed when this function returns // note: the task gets its reference here
}
} // namespace bad_wrapped_task

// ---- By-value parameters ----

mini::task<int> bad_parameter(std::string sql) { // note: a parameter by value dies when the function returns or, with other ABIs, at the end of the caller's full expression, so that awaiting the task at once does not help everywhere
  sql += ';';
  return query(sql); // warn: the returned task refers to 'sql', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<void> bad_const_parameter(const Row row) { // note: a parameter by value dies when the function returns or, with other ABIs, at the end of the caller's full expression, so that awaiting the task at once does not help everywhere
  return write(row); // warn: the returned task refers to 'row', which is destroyed when this function returns // note: the task gets its reference here
}

// The caller awaits at once; by the rules of some platforms the parameter is gone by then.
namespace bad_parameter_of_a_function_awaited_at_once {
mini::task<void> insert(Row row) { // note: a parameter by value dies when the function returns or, with other ABIs, at the end of the caller's full expression, so that awaiting the task at once does not help everywhere
  row.text += '\n';
  return write(row); // warn: the returned task refers to 'row', which is destroyed when this function returns // note: the task gets its reference here
}
mini::task<void> f() { co_await insert({1, "one", {}}); }
} // namespace bad_parameter_of_a_function_awaited_at_once

mini::task<int> bad_unique_pointer_parameter(std::unique_ptr<std::string> sql) { // note: a parameter by value dies when the function returns or, with other ABIs, at the end of the caller's full expression, so that awaiting the task at once does not help everywhere
  return query(*sql); // warn: the returned task refers to 'sql', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<int> bad_parameter_of_a_lambda() {
  auto make = [](std::string sql) { return query(sql); }; // warn: the returned task refers to 'sql', which is destroyed when this function returns // note: a parameter by value dies when the function returns or, with other ABIs, at the end of the caller's full expression, so that awaiting the task at once does not help everywhere // note: the task gets its reference here
  co_return co_await make("select 1");
}

// ---- Pointers, views, iterators ----

mini::task<void> bad_address() {
  std::vector<Row> rows; // note: 'rows' is declared here and destroyed when the function returns
  rows.reserve(8);
  return fill(&rows); // warn: the returned task refers to 'rows', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<void> bad_address_of_a_parameter(Row row) { // note: a parameter by value dies when the function returns or, with other ABIs, at the end of the caller's full expression, so that awaiting the task at once does not help everywhere
  return put(std::addressof(row)); // warn: the returned task refers to 'row', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<void> bad_pointer_variable() {
  Row row; // note: 'row' is declared here and destroyed when the function returns
  const Row *p = &row;
  return put(p); // warn: the returned task refers to 'row', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<void> bad_pointer_into_an_owner() {
  auto row = std::make_unique<Row>(); // note: 'row' is declared here and destroyed when the function returns
  return put(row.get()); // warn: the returned task refers to 'row', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<int> bad_string_view() {
  std::string sql = "select 1"; // note: 'sql' is declared here and destroyed when the function returns
  return query_view(sql); // warn: the returned task refers to 'sql', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<int> bad_string_view_variable(int id) {
  std::string sql = std::to_string(id); // note: 'sql' is declared here and destroyed when the function returns
  std::string_view head = std::string_view(sql).substr(0, 3);
  return query_view(head); // warn: the returned task refers to 'sql', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<int> bad_c_string(int id) {
  std::string sql = std::to_string(id); // note: 'sql' is declared here and destroyed when the function returns
  return exec(sql.c_str()); // warn: the returned task refers to 'sql', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<int> bad_data_pointer(std::string sql) { // note: a parameter by value dies when the function returns or, with other ABIs, at the end of the caller's full expression, so that awaiting the task at once does not help everywhere
  return exec(sql.data()); // warn: the returned task refers to 'sql', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<int> bad_local_character_array() {
  char sql[32] = "select 1"; // note: 'sql' is declared here and destroyed when the function returns
  return exec(sql); // warn: the returned task refers to 'sql', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<int> bad_span_of_a_vector() {
  std::vector<int> numbers(4, 1); // note: 'numbers' is declared here and destroyed when the function returns
  return sum(numbers); // warn: the returned task refers to 'numbers', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<int> bad_span_of_an_array() {
  std::array<int, 4> numbers{1, 2, 3, 4}; // note: 'numbers' is declared here and destroyed when the function returns
  std::span<const int> all(numbers);
  return sum(all); // warn: the returned task refers to 'numbers', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<void> bad_bytes_of_a_local() {
  std::vector<int> numbers(4, 1); // note: 'numbers' is declared here and destroyed when the function returns
  return send(std::as_bytes(std::span(numbers))); // warn: the returned task refers to 'numbers', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<void> bad_reference_wrapper() {
  Row row; // note: 'row' is declared here and destroyed when the function returns
  return update_ref(std::ref(row)); // warn: the returned task refers to 'row', which is destroyed when this function returns // note: the task gets its reference here
}

namespace bad_iterators {
template <class It> mini::task<int> total(It first, It last) {
  int n = 0;
  for (; first != last; ++first) { // note: and uses it here, after the function has returned // note: and uses it here, after the function has returned
    co_await number(*first);
    n += *first;
  }
  co_return n;
}
mini::task<int> f(int n) {
  std::vector<int> numbers(n); // note: 'numbers' is declared here and destroyed when the function returns
  return total(numbers.begin(), numbers.end()); // warn: the returned task refers to 'numbers', which is destroyed when this function returns // note: the task gets its reference here
}
mini::task<int> g(std::deque<int> numbers) { // note: a parameter by value dies when the function returns or, with other ABIs, at the end of the caller's full expression, so that awaiting the task at once does not help everywhere
  return total(numbers.cbegin(), numbers.cend()); // warn: the returned task refers to 'numbers', which is destroyed when this function returns // note: the task gets its reference here
}
} // namespace bad_iterators

// ---- The implicit object ----

mini::task<int> bad_local_object(std::string host) {
  Client client(std::move(host)); // note: 'client' is declared here and destroyed when the function returns
  return client.fetch(); // warn: the returned task refers to 'client', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<int> bad_parameter_object(Client client) { // note: a parameter by value dies when the function returns or, with other ABIs, at the end of the caller's full expression, so that awaiting the task at once does not help everywhere
  return client.fetch_row(1); // warn: the returned task refers to 'client', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<int> bad_unique_pointers_object(const std::string &host) {
  auto client = std::make_unique<Client>(host); // note: 'client' is declared here and destroyed when the function returns
  return client->fetch(); // warn: the returned task refers to 'client', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<int> bad_optionals_object() {
  std::optional<Client> client(std::in_place, "localhost"); // note: 'client' is declared here and destroyed when the function returns
  return client->fetch(); // warn: the returned task refers to 'client', which is destroyed when this function returns // note: the task gets its reference here
}

mini::task<void> bad_virtual_function_of_a_local() {
  Client client("localhost"); // note: 'client' is declared here and destroyed when the function returns
  return client.close(); // warn: the returned task refers to 'client', which is destroyed when this function returns // note: the task gets its reference here
}

namespace bad_functor_object {
struct Saver {
  std::string prefix;
  mini::task<void> operator()(int n) const {
    co_await query_copy(prefix + std::to_string(n)); // note: and uses it here, after the function has returned
  }
};
mini::task<void> f() {
  Saver save{"row "}; // note: 'save' is declared here and destroyed when the function returns
  return save(1); // warn: the returned task refers to 'save', which is destroyed when this function returns // note: the task gets its reference here
}
} // namespace bad_functor_object

// ---- The callee is visible ----

namespace bad_used_before_its_first_suspension {
// Lazy: even its first statement runs later.
mini::task<void> show(const Row &row) {
  log_line(row.text.c_str()); // note: and uses it here, after the function has returned
  co_await number(1);
}
mini::task<void> f() {
  Row row; // note: 'row' is declared here and destroyed when the function returns
  return show(row); // warn: the returned task refers to 'row', which is destroyed when this function returns // note: the task gets its reference here
}
} // namespace bad_used_before_its_first_suspension

namespace bad_eager_uses_it_after_a_suspension {
mini::eager<void> show(const Row &row) {
  co_await number(1);
  log_line(row.text.c_str()); // note: and uses it here, after the function has returned
}
mini::eager<void> f() {
  Row row; // note: 'row' is declared here and destroyed when the function returns
  return show(row); // warn: the returned task refers to 'row', which is destroyed when this function returns // note: the task gets its reference here
}
mini::eager<void> in_a_loop(const Row &row) {
  for (int i = 0; i < 3; ++i) {
    log_line(row.text.c_str()); // note: and uses it here, after the function has returned
    co_await number(i);
  }
}
mini::eager<void> g(Row row) { // note: a parameter by value dies when the function returns or, with other ABIs, at the end of the caller's full expression, so that awaiting the task at once does not help everywhere
  return in_a_loop(row); // warn: the returned task refers to 'row', which is destroyed when this function returns // note: the task gets its reference here
}
} // namespace bad_eager_uses_it_after_a_suspension

namespace bad_forwarded {
mini::task<int> traced(const std::string &sql) {
  log_line(sql.c_str());
  return query(sql);
}
mini::task<int> f(int id) {
  std::string sql = std::to_string(id); // note: 'sql' is declared here and destroyed when the function returns
  return traced(sql); // warn: the returned task refers to 'sql', which is destroyed when this function returns // note: the task gets its reference here
}
} // namespace bad_forwarded

namespace bad_captureless_coroutine_lambda {
mini::task<int> f(std::string sql) { // note: a parameter by value dies when the function returns or, with other ABIs, at the end of the caller's full expression, so that awaiting the task at once does not help everywhere
  auto body = [](const std::string &s) -> mini::task<int> {
    co_return co_await query_copy(s); // note: and uses it here, after the function has returned
  };
  return body(sql); // warn: the returned task refers to 'sql', which is destroyed when this function returns // note: the task gets its reference here
}
} // namespace bad_captureless_coroutine_lambda

// ---- Templates and macros ----

namespace bad_template {
template <class Id> mini::task<int> find(Id id) {
  std::string sql = "select " + std::to_string(id); // note: 'sql' is declared here and destroyed when the function returns
  return query(sql); // warn: the returned task refers to 'sql', which is destroyed when this function returns // note: the task gets its reference here
}
mini::task<int> f() { co_return co_await find(1) + co_await find(2L); }
} // namespace bad_template

namespace bad_parameter_pack {
template <class... Part> mini::task<int> find(Part... part) {
  std::string sql = (std::string(part) + ...); // note: 'sql' is declared here and destroyed when the function returns
  return query(sql); // warn: the returned task refers to 'sql', which is destroyed when this function returns // note: the task gets its reference here
}
mini::task<int> f() { co_return co_await find("select ", "1"); }
} // namespace bad_parameter_pack

namespace bad_if_constexpr {
template <class T> mini::task<int> find(T key) { // note: a parameter by value dies when the function returns or, with other ABIs, at the end of the caller's full expression, so that awaiting the task at once does not help everywhere
  if constexpr (std::is_same_v<T, std::string>)
    return query(key); // warn: the returned task refers to 'key', which is destroyed when this function returns // note: the task gets its reference here
  else
    return query_copy(std::to_string(key));
}
mini::task<int> f() { co_return co_await find(std::string("a")) + co_await find(1); }
} // namespace bad_if_constexpr

namespace bad_class_template {
template <class T> struct Repository {
  mini::task<void> save(T value) { // note: a parameter by value dies when the function returns or, with other ABIs, at the end of the caller's full expression, so that awaiting the task at once does not help everywhere
    return write(value); // warn: the returned task refers to 'value', which is destroyed when this function returns // note: the task gets its reference here
  }
};
template struct Repository<Row>;
} // namespace bad_class_template

namespace bad_macro {
#define RUN(sql) return query(sql) // note: expanded from macro 'RUN'
mini::task<int> f(int id) {
  std::string text = std::to_string(id); // note: 'text' is declared here and destroyed when the function returns
  RUN(text); // warn: the returned task refers to 'text', which is destroyed when this function returns // note: the task gets its reference here
}
#undef RUN
} // namespace bad_macro

// ---- The caller keeps it ----

mini::task<int> good_reference_handed_through(const std::string &sql) { return query(sql); }

mini::task<void> good_rvalue_reference_handed_through(Row &&row) { return take(std::move(row)); }

mini::task<void> good_pointer_handed_through(std::vector<Row> *rows) { return fill(rows); }

mini::task<int> good_view_handed_through(std::string_view sql) { return query_view(sql); }

mini::task<int> good_part_of_a_view(std::string_view sql) {
  auto head = sql.substr(0, 3);
  return query_view(head);
}

mini::task<int> good_span_handed_through(std::span<const int> numbers) { return sum(numbers.first(2)); }

mini::task<int> good_view_of_a_reference(const std::string &sql) {
  std::string_view text = sql;
  return query_view(text);
}

mini::task<int> good_c_string_of_a_reference(const std::string &sql) { return exec(sql.c_str()); }

mini::task<void> good_pointee(Row *row) { return update(*row); }

mini::task<void> good_element_of_a_reference(std::vector<Row> &rows) {
  auto &row = rows.front();
  return update(row);
}

mini::task<void> good_pointer_to_a_referent(Row &row) {
  const Row *p = &row;
  return put(p);
}

mini::task<void> good_structured_binding_by_reference(std::pair<Row, int> &entry) {
  auto &[row, n] = entry;
  row.id = n;
  return write(row);
}

mini::task<void> good_loop_over_a_reference(std::vector<Row> &rows) {
  for (Row &row : rows)
    if (row.id > 0)
      return write(row);
  return write_copy({});
}

mini::task<void> good_reference_wrapper_of_a_referent(Row &row) { return update_ref(std::ref(row)); }

mini::task<void> good_reference_wrapper_parameter(std::reference_wrapper<Row> row) { return update(row); }

mini::task<void> good_iterator_parameter(std::vector<Row>::iterator it) { return write(*it); }

namespace good_found_in_a_referent {
mini::task<void> f(std::map<int, Row> &rows, int id) {
  auto it = rows.find(id);
  if (it == rows.end())
    return write_copy({});
  return write(it->second);
}
} // namespace good_found_in_a_referent

namespace good_perfect_forwarding {
template <class... A> mini::task<void> traced(A &&...a) {
  log_line("two");
  return two(std::forward<A>(a)...);
}
mini::task<void> f(Row &a, Row &b) { co_await traced(a, 1, b); }
} // namespace good_perfect_forwarding

// ---- Longer-lived objects ----

namespace good_members_and_statics {
class Report {
public:
  mini::task<int> all() { return query(sql_); }
  mini::task<int> all_view() { return query_view(sql_); }
  mini::task<void> row() { return update(this->row_); }
  mini::task<int> fetch() { return client_.fetch(); }
  mini::task<int> again() { return all(); }
  mini::task<int> totals() {
    static const std::string sql = "select sum(x)";
    return query(sql);
  }
  mini::task<int> column() {
    auto &columns = row_.columns;
    return sum(columns);
  }

private:
  std::string sql_ = "select *";
  Row row_;
  Client client_{"localhost"};
};
} // namespace good_members_and_statics

namespace good_globals {
const std::string g_sql = "select 1";
thread_local Row t_row;
mini::task<int> f() { return query(g_sql); }
mini::task<void> g() { return update(t_row); }
} // namespace good_globals

mini::task<int> good_string_literals() {
  const char *sql = "select 1";
  return exec(sql);
}

mini::task<int> good_view_of_a_literal() {
  std::string_view sql = "select 1";
  constexpr std::string_view more = "for update";
  return query_view(sql.empty() ? more : sql);
}

mini::task<int> good_static_array() {
  static constexpr int numbers[] = {1, 2, 3};
  return sum(numbers);
}

mini::task<int> good_heap_object_of_unknown_owner(const std::string &host) {
  auto *client = new Client(host);
  return client->fetch();
}

mini::task<int> good_object_of_a_shared_pointer(std::shared_ptr<Client> client) { return client->fetch(); }

mini::task<int> good_object_of_a_shared_local(std::weak_ptr<Client> weak) {
  auto client = weak.lock();
  return client->fetch();
}

mini::task<int> good_object_behind_a_pointer(Client *client) { return client->fetch(); }

mini::task<int> good_object_behind_a_reference(Client &client) {
  auto &same = client;
  return same.fetch();
}

mini::task<void> good_static_member_function() {
  Client client("localhost");
  return client.warm_up();
}

mini::task<int> good_owned_pointer_taken_from_a_member(std::vector<std::unique_ptr<Client>> &pool) {
  auto &client = pool.front();
  return client->fetch();
}

namespace good_unique_pointer_kept_elsewhere {
struct Pool {
  std::vector<std::unique_ptr<Client>> clients;
  mini::task<int> f(const std::string &host) {
    auto client = std::make_unique<Client>(host);
    auto *raw = client.get();
    clients.push_back(std::move(client));
    return raw->fetch();
  }
};
} // namespace good_unique_pointer_kept_elsewhere

// ---- The task has its own ----

mini::task<int> good_copied(int id) {
  std::string sql = std::to_string(id);
  return query_copy(sql);
}

mini::task<int> good_moved(std::string sql) {
  sql += ';';
  return query_copy(std::move(sql));
}

mini::task<void> good_shared(std::string text) {
  auto row = std::make_shared<Row>();
  row->text = std::move(text);
  return write_shared(row);
}

mini::task<void> good_owner_moved(std::string text) {
  auto row = std::make_unique<Row>();
  row->text = std::move(text);
  return write_owned(std::move(row));
}

mini::task<void> good_value_of_a_local(int key) {
  Row row;
  row.id = key + 1;
  return number(row.id);
}

mini::task<void> good_size_of_a_local(const std::vector<int> &keys) {
  std::set<int> unique(keys.begin(), keys.end());
  return number(static_cast<int>(unique.size()));
}

mini::task<int> good_either_arm_copies(bool now) {
  std::string sql = "select 1";
  return now ? query_copy(sql) : query_copy(sql + ";");
}

mini::task<int> good_wrapped_task_owns(std::string sql) {
  auto with_timeout = [](mini::task<int> t, int) { return t; };
  return with_timeout(query_copy(std::move(sql)), 100);
}

// ---- Awaited inside ----

mini::task<int> good_coroutine(int id) {
  std::string sql = std::to_string(id);
  co_return co_await query(sql);
}

mini::task<void> good_coroutine_with_parameter(Row row) { co_await write(row); }

mini::task<int> good_coroutine_awaits_a_variable() {
  Client client("localhost");
  auto t = client.fetch();
  log_line("fetching");
  co_return co_await std::move(t);
}

mini::task<int> good_coroutine_lambda() {
  auto body = [](std::string sql) -> mini::task<int> { co_return co_await query(sql); };
  return body("select 1");
}

namespace good_waits_for_it {
int sync_wait(mini::task<int> t);
int f(int id) {
  std::string sql = std::to_string(id);
  return sync_wait(query(sql));
}
} // namespace good_waits_for_it

// ---- The callee is visible and does not need it later ----

namespace good_unused_parameter {
mini::task<void> skip(const Row &) { co_await number(1); }
mini::task<void> f() {
  Row row;
  return skip(row);
}
} // namespace good_unused_parameter

namespace good_forwarder_copies {
mini::task<int> traced(const std::string &sql) {
  log_line(sql.c_str());
  return query_copy(sql);
}
mini::task<int> f(int id) {
  std::string sql = std::to_string(id);
  return traced(sql);
}
} // namespace good_forwarder_copies

namespace good_forwarder_passes_a_value {
mini::task<void> by_id(const Row &row) { return number(row.id); }
mini::task<void> f() {
  Row row{1, "one", {}};
  return by_id(row);
}
} // namespace good_forwarder_passes_a_value

namespace good_eager_uses_it_before_its_first_suspension {
mini::eager<void> show(const Row &row) {
  log_line(row.text.c_str());
  int id = row.id;
  co_await number(id);
  log_line("shown");
}
mini::eager<void> f() {
  Row row;
  return show(row);
}
} // namespace good_eager_uses_it_before_its_first_suspension

namespace good_eager_copies_it_first {
mini::eager<void> show(std::string_view text) {
  std::string mine(text);
  co_await number(1);
  log_line(mine.c_str());
}
mini::eager<void> f(int id) {
  std::string text = std::to_string(id);
  return show(text);
}
} // namespace good_eager_copies_it_first

// Whether it looks at its parameter after it has suspended is unknown.
namespace good_eager_without_a_body {
mini::eager<void> show(const Row &row);
mini::eager<void> f() {
  Row row;
  return show(row);
}
} // namespace good_eager_without_a_body

namespace good_member_that_does_not_use_its_object {
struct Codec {
  int version = 1;
  mini::task<void> ping(int n) { co_await number(n); }
  mini::task<void> shared(int n) { return number(n + version); }
};
mini::task<void> f() {
  Codec codec;
  return codec.ping(1);
}
mini::task<void> g() {
  Codec codec;
  return codec.shared(1);
}
} // namespace good_member_that_does_not_use_its_object

namespace good_template_with_references {
template <class T> mini::task<void> save(T &&value) { return write(value); }
mini::task<void> f(Row &row) { co_await save(row); }
} // namespace good_template_with_references

namespace good_not_instantiated {
template <class T> mini::task<int> find(T key) {
  std::string sql = to_text(key);
  return query(sql);
}
} // namespace good_not_instantiated

mini::generator<int> good_not_a_task(std::vector<int> numbers) {
  for (int n : numbers)
    co_yield n;
}

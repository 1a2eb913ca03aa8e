// How services call their coroutines: almost always right.
#include "mini.h"
#include <array>
#include <charconv>
#include <list>
#include <map>
#include <memory>
#include <span>
#include <variant>

struct Request {
  int id = 0;
  std::string path;
  std::map<std::string, std::string> headers;
};
struct Response {
  int status = 200;
  std::string body;
};
struct Row {
  int key = 0;
  std::string value;
};
class Connection {
public:
  mini::task<Request> read();
  mini::task<void> write(const Response &response);
  mini::task<void> write_all(std::span<const char> bytes);
  mini::task<void> close();
};
class Database {
public:
  mini::task<Row> get(const std::string &table, int key);
  mini::task<void> put(const std::string &table, const Row &row);
  mini::task<std::vector<Row>> query(std::string_view sql);
};
std::string table_of(const Request &request);
Request parse(std::string_view text);
bool urgent();
void log(std::string_view text);
mini::task<void> run_all(std::vector<mini::task<void>> work);
template <class... T> mini::task<void> join(mini::task<T>... tasks);

mini::task<Response> handle(Database &db, const Request &request) {
  Row row = co_await db.get("users", request.id); // note: the coroutine uses it here
  co_return Response{200, row.value};
}
mini::task<void> copy_row(Database &db, std::string from, std::string to, int key) {
  Row row = co_await db.get(from, key);
  co_await db.put(to, row);
}
mini::task<void> audit(const Request &request) {
  co_await mini::tick();
  log(request.path); // note: the coroutine uses it here
}
mini::task<void> notify(std::shared_ptr<const Request> request) {
  co_await mini::tick();
  log(request->path);
}

// ---- Right ----

mini::task<void> good_request_loop(Connection &connection, Database &db) {
  for (;;) {
    Request request = co_await connection.read();
    if (request.path.empty())
      break;
    Response response = co_await handle(db, request);
    co_await connection.write(response);
    co_await connection.write({404, "not found"});
    co_await connection.write_all(std::array{'o', 'k'});
  }
  co_await connection.close();
}

mini::task<void> good_result_of_one_is_argument_of_another(Connection &connection, Database &db) {
  co_await connection.write(co_await handle(db, co_await connection.read()));
  co_await db.put("copies", co_await db.get("users", 3));
}

mini::task<void> good_everything_at_once(Database &db) {
  co_await join(db.put("a", Row{1, "one"}), db.put("b", Row{2, "two"}), audit(parse("/join")));
}

mini::task<void> good_two_named_tasks(Database &db, Request request) {
  std::string table = table_of(request);
  auto row = db.get(table, request.id);
  auto audited = audit(request);
  co_await std::move(audited);
  log((co_await std::move(row)).value);
}

mini::task<void> good_fan_out(Database &db, std::vector<Request> requests) {
  std::vector<mini::task<void>> work;
  work.reserve(requests.size());
  for (const Request &request : requests)
    work.push_back(audit(request));
  for (std::size_t i = 0; i < requests.size(); ++i)
    work.push_back(copy_row(db, "a" + std::to_string(i), "b", requests[i].id));
  co_await run_all(std::move(work));
}

mini::task<bool> good_retry(Database &db, std::string table, Row row) {
  for (int attempt = 0; attempt < 3; ++attempt) {
    try {
      auto work = db.put(table, row);
      co_await std::move(work);
      co_return true;
    } catch (const std::exception &e) {
      log(e.what());
    }
    co_await mini::sleep_for(std::chrono::milliseconds(10));
  }
  co_return false;
}

mini::task<void> good_shared_request(Connection &connection) {
  auto request = std::make_shared<const Request>(co_await connection.read());
  auto first = notify(request);
  auto second = notify(std::make_shared<const Request>(*request));
  co_await std::move(first);
  co_await std::move(second);
}

mini::task<void> good_scratch_buffer(Connection &connection, int n) {
  std::array<char, 16> digits;
  auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), n);
  auto work = connection.write_all({digits.data(), static_cast<std::size_t>(end - digits.data())});
  log(error == std::errc() ? "ok" : "error");
  co_await std::move(work);
}

namespace good_service {
class Service {
public:
  explicit Service(Database &db) : db_(db) {}
  mini::task<Response> serve(const Request &request) {
    auto hit = cache_.find(request.path);
    if (hit != cache_.end())
      return cached(hit->second);
    return handle(db_, request);
  }
  mini::task<void> warm() {
    std::vector<mini::task<void>> work;
    for (const auto &[table, row] : seeds_)
      work.push_back(db_.put(table, row));
    co_await run_all(std::move(work));
  }
  mini::task<Response> serve_default() { return handle(db_, default_); }

private:
  static mini::task<Response> cached(Response response) { co_return response; }
  Database &db_;
  Request default_;
  std::map<std::string, Response> cache_;
  std::map<std::string, Row> seeds_;
};
} // namespace good_service

mini::task<void> good_visitor(std::variant<int, std::string> value, Connection &connection) {
  co_await std::visit(
      [&](const auto &v) -> mini::task<void> {
        if constexpr (std::is_same_v<std::decay_t<decltype(v)>, int>)
          co_await connection.write({v, ""});
        else
          co_await connection.write({200, v});
      },
      value);
}

mini::task<void> good_swapped_out_queue(std::vector<Request> &queue) {
  std::vector<Request> batch;
  std::swap(batch, queue);
  std::vector<mini::task<void>> work;
  for (auto &request : batch)
    work.push_back(audit(request));
  co_await run_all(std::move(work));
}

mini::task<int> depth(const Row *row, int limit) {
  if (!row || limit == 0)
    co_return 0;
  co_return 1 + co_await depth(row, limit - 1);
}
mini::task<int> good_recursion() {
  Row row;
  co_return co_await depth(&row, 3) + co_await depth(nullptr, 1);
}

// A coroutine's own parameters and locals live in its frame.
mini::task<void> good_frame_owns(Database &db, Row row, std::string table) {
  auto first = db.put(table, row);
  auto copy = row;
  auto second = db.put(table, copy);
  co_await std::move(first);
  co_await std::move(second);
}

mini::task<void> good_moved_into_a_parameter(Database &db, std::vector<int> keys) {
  std::vector<mini::task<void>> work;
  for (int key : keys) {
    std::string from = "from" + std::to_string(key);
    work.push_back(copy_row(db, std::move(from), "to", key));
  }
  co_await run_all(std::move(work));
}

// The name of a table is static; only the row has to be kept.
mini::task<void> good_view_of_static_text(Database &db) {
  static constexpr std::string_view sql = "select 1";
  auto first = db.query(sql);
  auto second = db.query("select 2");
  co_await std::move(first);
  co_await std::move(second);
}

// ---- Wrong, in the same style ----

mini::task<void> bad_two_queries(Database &db, int key) {
  auto first = db.query("select * from t where key = " + std::to_string(key)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  auto second = db.query("select 2");
  co_await std::move(first); // note: the task is used here, when the temporary is gone
  co_await std::move(second);
}

mini::task<void> bad_row_of_a_put(Database &db, std::string table) {
  auto work = db.put(table, Row{1, "one"}); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await mini::tick();
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_literal_table(Database &db) {
  auto work = db.get("users", 3); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  log((co_await std::move(work)).value); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_joined_for_later(Database &db, std::string table) {
  auto both = join(db.put(table, Row{1, "one"}), // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
                   audit(parse("/join"))); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(both); // note: the task is used here, when the temporary is gone // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_fan_out(Database &db, std::string table, std::vector<Request> requests) {
  std::vector<mini::task<void>> work;
  for (const Request &request : requests) {
    Row row{request.id, request.path}; // note: 'row' is destroyed at the end of its scope
    work.push_back(db.put(table, row)); // warn: the task refers to 'row', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  }
  co_await run_all(std::move(work)); // note: the task is used here, when 'row' is gone
}

namespace bad_service {
class Service {
public:
  explicit Service(Database &db) : db_(db) {}
  mini::task<Response> serve(std::string_view text) { return handle(db_, parse(text)); } // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value

private:
  Database &db_;
};
} // namespace bad_service

mini::task<void> bad_fragment_of_a_response(Connection &connection, const Request &request) {
  std::optional<mini::task<void>> work;
  if (auto found = request.headers.find("accept"); found != request.headers.end()) {
    Response response{200, found->second}; // note: 'response' is destroyed at the end of its scope
    work = connection.write(response); // warn: the task refers to 'response', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  }
  if (work)
    co_await std::move(*work); // note: the task is used here, when 'response' is gone
}

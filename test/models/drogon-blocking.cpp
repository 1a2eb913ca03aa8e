// rule: blocking-call
// drogon: a function with a callback comes back at once, its twin without waits.
#include "mini.h"

namespace drogon {
namespace orm {
struct Criteria {};
template <class T> struct Mapper {
  T findOne(const Criteria &);
  void findOne(const Criteria &, std::function<void(T)>, std::function<void(int)>);
  std::vector<T> findAll();
  void findAll(std::function<void(std::vector<T>)>, std::function<void(int)>);
};
struct DbClient {
  int execSqlSync(const std::string &);
};
} // namespace orm
struct HttpClient {
  int sendRequest(const int &request, double timeout = 0);
  void sendRequest(const int &request, std::function<void(int)>, double timeout = 0);
};
} // namespace drogon

mini::task<void> bad_waits(drogon::orm::Mapper<int> &m, drogon::orm::DbClient &d, drogon::HttpClient &h) {
  m.findOne({}); // warn: 'findOne' may block the thread of coroutine 'bad_waits' // note: it waits for the result of the query // note: use drogon::orm::CoroMapper instead
  m.findAll(); // warn: 'findAll' may block the thread of coroutine 'bad_waits' // note: it waits for the result of the query // note: use drogon::orm::CoroMapper instead
  d.execSqlSync("select 1"); // warn: 'execSqlSync' may block the thread of coroutine 'bad_waits' // note: it waits for the result of the query // note: use co_await client->execSqlCoro(...) instead
  h.sendRequest(1); // warn: 'sendRequest' may block the thread of coroutine 'bad_waits' // note: it waits for the answer of a server // note: use co_await client->sendRequestCoro(...) instead
  co_return;
}

mini::task<void> good_with_callbacks(drogon::orm::Mapper<int> &m, drogon::HttpClient &h) {
  m.findOne({}, [](int) {}, [](int) {});
  m.findAll([](std::vector<int>) {}, [](int) {});
  h.sendRequest(1, [](int) {});
  co_return;
}

// needs: qcoro/qcorotask.h, QString
// flags: -std=c++20 -fPIC -I/usr/include/qcoro6 -I/usr/include/x86_64-linux-gnu/qt6 -I/usr/include/x86_64-linux-gnu/qt6/QtCore
// QCoro's real headers: tasks and Qt's operations give their results by value.
#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QTimer>
#include <qcoro/qcoroasyncgenerator.h>
#include <qcoro/qcorotask.h>
#include <qcoro/qcorotimer.h>

struct Reply {
  QByteArray body;
  std::string text;
  int code = 0;
  const QByteArray &data() const { return body; }
};
void use(const Reply &reply);
void use(const QByteArray &data);
void use(const QString &text);
void use(std::string_view text);
void use(int n);

QCoro::Task<Reply> get(int id) { co_return Reply{{}, "text", id}; }
QCoro::Task<std::string> title(int id) { co_return "title"; }
QCoro::Task<QStringList> names() { co_return QStringList{}; }
QCoro::Task<std::unique_ptr<Reply>> get_owned(int id) { co_return std::make_unique<Reply>(); }
QCoro::AsyncGenerator<int> count_to(int n) {
  for (int i = 0; i < n; ++i)
    co_yield i;
}

QCoro::Task<> bad_view(int id) {
  std::string_view text = co_await title(id); // warn: 'text' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name
  use(text);
}

QCoro::Task<> bad_view_of_a_member(int id) {
  std::string_view text = (co_await get(id)).text; // warn: 'text' refers into the result of the await, a temporary 'Reply', which is destroyed at the end of this declaration // note: give the result a name
  use(text);
}

QCoro::Task<> bad_getter(int id) {
  const auto &body = (co_await get(id)).data(); // warn: 'body' refers into the result of the await, a temporary 'Reply', which is destroyed at the end of this declaration // note: give the result a name // fix: const auto body = (co_await get(id)).data();
  use(body);
}

QCoro::Task<> bad_pointee(int id) {
  const auto &reply = *co_await get_owned(id); // warn: 'reply' refers into the result of the await, a temporary 'std::unique_ptr<Reply>', which is destroyed at the end of this declaration // note: give the result a name // fix: const auto reply = *co_await get_owned(id);
  use(reply);
}

QCoro::Task<> good_results_by_value(int id) {
  const auto &reply = co_await get(id);
  auto &&again = co_await get(id);
  const auto &body = (co_await get(id)).body;
  auto [data, text, code] = co_await get(id);
  for (const auto &name : co_await names())
    use(name);
  use(reply);
  use(again);
  use(body);
  use(code);
}

QCoro::Task<> good_named_task(int id) {
  auto getting = get(id);
  const auto &reply = co_await getting;
  use(reply);
}

QCoro::Task<> good_copies(int id) {
  auto body = (co_await get(id)).data();
  auto reply = *co_await get_owned(id);
  std::string text = co_await title(id);
  use(body);
  use(reply);
  use(text);
}

QCoro::Task<> good_generator() {
  auto numbers = count_to(3);
  auto it = co_await numbers.begin();
  while (it != numbers.end()) {
    auto &number = *it;
    use(number);
    auto &next = co_await ++it; // the iterator itself
    use(next == numbers.end());
  }
}

QCoro::Task<> good_timer(QTimer &timer) {
  co_await timer;
  co_await qCoro(timer).waitForTimeout();
}

// rule: dangling-lambda-capture
// needs: qcoro6/qcoro/qcorothread.h
// flags: -std=c++20 -fPIC -I/usr/include/x86_64-linux-gnu/qt6 -I/usr/include/x86_64-linux-gnu/qt6/QtCore -I/usr/include/qcoro6 -I/usr/include/qcoro6/qcoro
// QCoro: then() is a coroutine that keeps its callbacks, waitFor() waits, and a dropped task goes on.
#include <QObject>
#include <QString>
#include <qcoro/qcorotask.h>

QCoro::Task<> step();
void record(const QString &line);

namespace bad_dropped {
void f(QString line) {
  [line]() -> QCoro::Task<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await step();
    record(line); // note: 'this' is read from the closure here, when that is gone
  }();
}
} // namespace bad_dropped

namespace good_kept {
QCoro::Task<> f(QString line) {
  return step().then([line]() -> QCoro::Task<> {
    co_await step();
    record(line);
  });
}
} // namespace good_kept

namespace good_waited_for {
void f(QString line) {
  QCoro::waitFor([&]() -> QCoro::Task<> {
    co_await step();
    record(line);
  }());
}
QCoro::Task<> g(QString line) {
  co_await [&]() -> QCoro::Task<> {
    co_await step();
    record(line);
  }();
}
} // namespace good_waited_for

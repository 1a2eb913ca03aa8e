// rule: unawaited-executor-switch
// needs: qcoro6/qcoro/qcorothread.h
// flags: -std=c++20 -fPIC -I/usr/include/x86_64-linux-gnu/qt6 -I/usr/include/x86_64-linux-gnu/qt6/QtCore -I/usr/include/qcoro6 -I/usr/include/qcoro6/qcoro
// QCoro: moving to a thread, and tasks that may be dropped.
#include <QObject>
#include <QString>
#include <QThread>
#include <QTimer>
#include <qcoro/qcorotask.h>
#include <qcoro/qcorothread.h>

QCoro::Task<> work();
QCoro::Task<int> measure(QStringView text);

namespace bad_not_moved {
QCoro::Task<> f(QThread *thread) {
  QCoro::moveToThread(thread); // warn: the switch made by 'moveToThread' is not awaited, so the code below runs on the executor it is on already // fix: co_await QCoro::moveToThread(thread);
  co_await work();
}
} // namespace bad_not_moved

namespace bad_named_only {
QCoro::Task<> f(QThread *thread) {
  auto &&context = QCoro::moveToThread(thread); // warn: the switch made by 'moveToThread' is not awaited, so the code below runs on the executor it is on already
  co_await work();
}
} // namespace bad_named_only

namespace good_moved {
QCoro::Task<> f(QThread *thread) {
  co_await QCoro::moveToThread(thread);
  co_await work();
}
} // namespace good_moved

// Its frame keeps itself alive.
namespace good_dropped {
void f() {
  work();
  work().then([] {});
  auto running = work();
}
} // namespace good_dropped

// And so a slot may be one.
namespace good_slots {
void f(QTimer *timer) {
  QObject::connect(timer, &QTimer::timeout, timer, []() -> QCoro::Task<> { co_await work(); });
  QTimer::singleShot(5, []() -> QCoro::Task<> { co_await work(); });
}
} // namespace good_slots

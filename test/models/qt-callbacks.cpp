// rule: coroutine-as-void-callback
// needs: x86_64-linux-gnu/qt6/QtCore/QTimer
// flags: -std=c++20 -fPIC -I/usr/include/x86_64-linux-gnu/qt6 -I/usr/include/x86_64-linux-gnu/qt6/QtCore
// Slots, timers and threads of Qt call what they are given, and nobody takes the result.
#include "mini.h"
#include <QList>
#include <QObject>
#include <QThread>
#include <QTimer>

mini::task<> work();

namespace bad_slot {
void f(QTimer *timer) {
  QObject::connect(timer, &QTimer::timeout, timer, []() -> mini::task<> { co_await work(); }); // warn: the task that this lambda returns never runs: 'connect' drops it // note: call it from a plain lambda that spawns the task
}
} // namespace bad_slot

namespace bad_later {
void f(QObject *context) {
  QTimer::singleShot(5, []() -> mini::task<> { co_await work(); }); // warn: the task that this lambda returns never runs: 'singleShot' drops it // note: call it from a plain lambda that spawns the task
  QMetaObject::invokeMethod(context, []() -> mini::task<> { co_await work(); }); // warn: the task that this lambda returns never runs: 'invokeMethod' drops it // note: call it from a plain lambda that spawns the task
}
} // namespace bad_later

namespace bad_list {
int f(int n) {
  QList<std::shared_ptr<mini::task<>>> shared;
  std::vector<mini::task<>> tasks; // warn[unawaited-task]: 'tasks' is never awaited, so its tasks never run
  tasks.push_back(work());
  return n + int(tasks.size() + shared.size());
}
} // namespace bad_list

namespace good_slot {
void f(QTimer *timer, int &ticks) {
  QObject::connect(timer, &QTimer::timeout, timer, [&ticks] { ++ticks; });
  QTimer::singleShot(5, [] {});
}
} // namespace good_slot

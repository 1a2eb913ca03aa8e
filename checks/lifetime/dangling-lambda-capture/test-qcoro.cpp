// flags: -std=c++20 -fPIC -I/usr/include/x86_64-linux-gnu/qt6 -I/usr/include/x86_64-linux-gnu/qt6/QtCore -I/usr/include/qcoro6 -I/usr/include/qcoro6/qcoro
// needs: qcoro6/qcoro/qcorotimer.h
// QCoro's tasks are eager and may be dropped: the coroutine goes on, with or without its closure.
#include <QString>
#include <QTimer>
#include <chrono>
#include <qcoro/qcorotask.h>
#include <qcoro/qcorotimer.h>

using namespace std::chrono_literals;
void print(const QString &text);

void bad_called_and_dropped(QString text) {
  [text]() -> QCoro::Task<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await QCoro::sleepFor(1s);
    print(text); // note: 'this' is read from the closure here, when that is gone
  }();
}

namespace bad_slot_starts_a_coroutine {
class Window : public QObject {
public:
  void onClicked() {
    [this]() -> QCoro::Task<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
      co_await QCoro::sleepFor(1s);
      ++clicks_; // note: 'this' is read from the closure here, when that is gone
    }();
  }

private:
  int clicks_ = 0;
};
} // namespace bad_slot_starts_a_coroutine

QCoro::Task<> bad_returned(QString text) {
  return [text]() -> QCoro::Task<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await QCoro::sleepFor(1s);
    print(text); // note: 'this' is read from the closure here, when that is gone
  }();
}

QCoro::Task<> bad_stored(QString text) {
  auto work = [&text]() -> QCoro::Task<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await QCoro::sleepFor(1s);
    print(text); // note: 'this' is read from the closure here, when that is gone
  }();
  co_await QCoro::sleepFor(2s);
  co_await work; // note: the task is used here
}

QCoro::Task<> good_awaited_in_place(QString text) {
  co_await [&text]() -> QCoro::Task<> {
    co_await QCoro::sleepFor(1s);
    print(text);
  }();
}

QCoro::Task<> good_named(QString text) {
  auto body = [&text]() -> QCoro::Task<> {
    co_await QCoro::sleepFor(1s);
    print(text);
  };
  auto work = body();
  co_await QCoro::sleepFor(2s);
  co_await work;
}

void good_parameters(QString text) {
  [](QString text) -> QCoro::Task<> {
    co_await QCoro::sleepFor(1s);
    print(text);
  }(text);
}

void good_copied_first(QString text_) {
  [text_]() -> QCoro::Task<> {
    auto text = text_;
    co_await QCoro::sleepFor(1s);
    print(text);
  }();
}

// The connection keeps the closure.
namespace good_connected {
class Window : public QObject {
public:
  explicit Window(QTimer *timer) {
    connect(timer, &QTimer::timeout, this, [this]() -> QCoro::Task<> {
      co_await QCoro::sleepFor(1s);
      ++clicks_;
    });
  }

private:
  int clicks_ = 0;
};
} // namespace good_connected

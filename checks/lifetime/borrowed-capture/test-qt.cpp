// flags: -std=c++20 -fPIC -I/usr/include/x86_64-linux-gnu/qt6 -I/usr/include/x86_64-linux-gnu/qt6/QtCore
// needs: x86_64-linux-gnu/qt6/QtCore/QTimer
// Qt: single shots and the thread pool.
#include <QtCore/QCoreApplication>
#include <QtCore/QString>
#include <QtCore/QThreadPool>
#include <QtCore/QTimer>
#include <chrono>
#include <memory>

using namespace std::chrono_literals;
void print(const QString &text);
QString title(int id);

void bad_single_shot(int id) {
  QString text = title(id); // note: 'text' is declared here
  QTimer::singleShot(100ms, [&text] { print(text); }); // warn: 'text' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
} // note: 'text' is destroyed here

void bad_single_shot_of_a_parameter(QString text) { // note: the parameter 'text' lives until this function returns
  QTimer::singleShot(100ms, [&] { print(text); }); // warn: 'text' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
} // note: 'text' is destroyed here

void bad_pool(int id) {
  QString text = title(id); // warn[declared-after-scope]: 'text' is destroyed before the work that refers to it is joined // note: join the work before the function returns, or give the work a copy
  QThreadPool::globalInstance()->start([&text] { print(text); }); // note: the work gets its reference here // note: the work is started here
} // note: it is destroyed here

void good_single_shot_with_a_copy(int id) {
  QString text = title(id);
  QTimer::singleShot(100ms, [text] { print(text); });
}

void good_pool_with_a_copy(int id) {
  auto text = std::make_shared<QString>(title(id));
  QThreadPool::globalInstance()->start([text] { print(*text); });
}

void good_pool_of_the_caller(QThreadPool &pool, const QString &text) {
  pool.start([&text] { print(text); });
}

void good_pool_is_waited_for(int id) {
  QThreadPool pool;
  QString text = title(id);
  pool.start([&text] { print(text); });
  pool.waitForDone();
}

void good_local_pool_waits_by_itself(int id) {
  QString text = title(id);
  QThreadPool pool;
  pool.start([&text] { print(text); });
}

// The loop of the application runs while the locals of main() live.
int good_main(int argc, char **argv) {
  QCoreApplication app(argc, argv);
  int shots = 0;
  QTimer::singleShot(0ms, [&] {
    ++shots;
    app.quit();
  });
  return app.exec();
}

namespace good_member {
class Window : public QObject {
public:
  void start() {
    QTimer::singleShot(100ms, this, [this] { ++shots_; });
  }

private:
  int shots_ = 0;
};
} // namespace good_member

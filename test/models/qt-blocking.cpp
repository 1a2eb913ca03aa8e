// rule: blocking-call
// flags: -std=c++20 -isystem/usr/include/x86_64-linux-gnu/qt6 -isystem/usr/include/x86_64-linux-gnu/qt6/QtCore -isystem/usr/include/x86_64-linux-gnu/qt6/QtNetwork
// needs: QtCore/QThread
// Qt: threads, devices, processes and loops.
#include "mini.h"
#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QFuture>
#include <QtCore/QProcess>
#include <QtCore/QSemaphore>
#include <QtCore/QThread>
#include <QtCore/QWaitCondition>
#include <QtNetwork/QTcpSocket>

mini::task<void> bad_waits(QThread &t, QSemaphore &s, QTcpSocket &socket, QProcess &p, QFile &f) {
  QThread::msleep(10); // warn: 'msleep' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  t.wait(); // warn: 'wait' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a thread
  s.acquire(); // warn: 'acquire' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until somebody releases the semaphore
  s.tryAcquire(1, 100); // warn: 'tryAcquire' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until somebody releases the semaphore, or the time is up
  socket.waitForReadyRead(100); // warn: 'waitForReadyRead' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the device
  socket.waitForConnected(); // warn: 'waitForConnected' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  p.waitForFinished(); // warn: 'waitForFinished' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the process
  f.open(QIODevice::ReadOnly); // warn: 'open' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_return;
}

mini::task<void> bad_results(QFuture<int> f, QFuture<int> g) {
  f.result(); // warn[blocking-wait]: 'result' makes the thread of coroutine 'bad_results' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  g.waitForFinished(); // warn[blocking-wait]: 'waitForFinished' makes the thread of coroutine 'bad_results' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  QCoreApplication::exec(); // warn[blocking-wait]: 'exec' makes the thread of coroutine 'bad_results' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it runs an event loop in here, where anything may happen
  co_return;
}

mini::task<void> good_looks(QSemaphore &s, QTcpSocket &socket, QFuture<int> f) {
  s.tryAcquire();
  s.tryAcquire(1, 0);
  socket.waitForReadyRead(0);
  if (f.isFinished())
  f.result();
  co_return;
}

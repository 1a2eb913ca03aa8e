//===--- qcoro_docs.h - what the snippets of QCoro's manual leave out -----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The manual shows functions without the classes they belong to and without
// every include. tools/corpus.py includes this in front of each of them.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_TEST_CORPUS_QCORO_DOCS_H
#define COROLINT_TEST_CORPUS_QCORO_DOCS_H

#include <QCoroDBus>
#include <QCoroFuture>
#include <QCoroIODevice>
#include <QCoroNetworkReply>
#include <QCoroProcess>
#include <QCoroTask>
#include <QCoroThread>
#include <QtConcurrent>
#include <QtDBus>
#include <QtNetwork>
#include <chrono>

using namespace std::chrono_literals;

struct Ui {
  void setState(const QString &Text);
};

class MainWindow : public QObject {
public:
  QCoro::Task<void> processData(const QVector<qint64> &data);

private:
  Ui *ui;
};

class PlayerControl {
public:
  QCoro::Task<QString> nextSong();
};

class MyClass {
public:
  QCoro::Task<> fetchData();

private:
  void doSomethingWithData(const QByteArray &Data);
};

void newClientConnection(QTcpSocket *Socket);

#endif // COROLINT_TEST_CORPUS_QCORO_DOCS_H

// rule: blocking-call
// needs: librdkafka/rdkafka.h
// librdkafka.
#include "mini.h"
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafkacpp.h>

mini::task<void> bad_waits(rd_kafka_t *k, RdKafka::KafkaConsumer &c) {
  rd_kafka_consumer_poll(k, 100); // warn: 'rd_kafka_consumer_poll' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for a message
  rd_kafka_flush(k, 1000); // warn: 'rd_kafka_flush' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events of the client
  rd_kafka_commit(k, nullptr, 0); // warn: 'rd_kafka_commit' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the broker
  c.consume(100); // warn: 'consume' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for messages or events of the client
  c.commitSync(); // warn: 'commitSync' may block the thread of coroutine 'bad_waits' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the broker
  co_return;
}

mini::task<void> good_looks(rd_kafka_t *k, RdKafka::KafkaConsumer &c) {
  rd_kafka_poll(k, 0);
  rd_kafka_consumer_poll(k, 0);
  rd_kafka_commit(k, nullptr, 1);
  c.consume(0);
  c.commitAsync();
  co_return;
}
